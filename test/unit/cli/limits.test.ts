import assert from 'node:assert/strict';
import { startEmulator } from '../../../src/emulator/server';
import type { ConfiguredLimits } from '../../../src/limits/configuredLimits';
import { runInFolder } from './runInFolder';

const key = 'sk-ant-admin01-secret_of-the-organization';

async function limits(options: readonly string[], adminKey: string | undefined = key) {
  const emulator = await startEmulator({ seed: 1, limits: { rpm: 50, itpm: 30_000, otpm: 8_000, workspace: { otpm: 900 } } });
  try {
    return await runInFolder({}, ['limits', ...options], { env: { ANTHROPIC_ADMIN_KEY: adminKey, ANTHROPIC_BASE_URL: emulator.url } });
  } finally {
    await emulator.close();
  }
}

describe('headroom limits', () => {
  it('prints what organization and workspaces have configured', async () => {
    const { code, out } = await limits([]);
    assert.equal(code, 0);
    assert.match(out, /^organization {2}Claude Opus 5 {2}50 requests per minute$/m);
    assert.match(out, /^workspace Emulated {2}Claude Opus 5 {2}900 of 8,000 output tokens per minute$/m);
  });

  it('prints JSON for programs', async () => {
    const read = JSON.parse((await limits(['--format', 'json'])).out) as ConfiguredLimits;
    assert.deepEqual(read.workspaces.map(({ name }) => name), ['Emulated']);
  });

  it('says what is missing, and what went wrong, without the key', async () => {
    assert.deepEqual(await limits([], ' ').then(({ code, notes }) => [code, notes]), [2, ['headroom: there is no admin key: set ANTHROPIC_ADMIN_KEY']]);
    const refused = await limits([], 'sk-ant-api03-secret');
    assert.equal(refused.code, 2);
    assert.match(refused.notes.join(), /^headroom: This key may not read/);
    const astray = await limits(['--base-url', 'http://api.example.com']);
    assert.match(astray.notes.join(), /--base-url must start with https/);
    assert.doesNotMatch([refused, astray].flatMap(({ out, notes }) => [out, ...notes]).join(), /secret/);
  });
});
