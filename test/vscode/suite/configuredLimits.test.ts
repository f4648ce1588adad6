import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { startEmulator, type Emulator } from '../../../src/emulator/server';
import { configuredNotes } from '../../../src/limits/configuredNotes';
import { openConfigured } from '../../../src/vscode/configured';
import { limitsScheme } from '../../../src/vscode/limitsView';
import { startMeter } from '../../../src/vscode/meter';
import { testKey } from '../../support/testKey';
import { closeAll } from './support/files';
import { until } from './support/until';

/** Secrets and state of a user, as far as the configured limits and the meter use them. */
function newUser() {
  const secrets = new Map<string, string>();
  const state = new Map<string, unknown>();
  const context = {
    secrets: {
      keys: () => Promise.resolve([...secrets.keys()]),
      get: (key: string) => Promise.resolve(secrets.get(key)),
      store: (key: string, value: string) => Promise.resolve(void secrets.set(key, value)),
      delete: (key: string) => Promise.resolve(void secrets.delete(key)),
      onDidChange: () => new vscode.Disposable(() => undefined),
    },
    globalState: { get: (key: string) => state.get(key), update: (key: string, value: unknown) => Promise.resolve(void state.set(key, value)) },
  };
  return { secrets, context: context as unknown as Pick<vscode.ExtensionContext, 'secrets' | 'globalState'> };
}

const never = new AbortController().signal;

describe('the configured limits', () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator({ limits: { rpm: 50, itpm: 30_000, otpm: 8_000, workspace: { otpm: 900 } } });
  });
  beforeEach(() => emulator.reset());
  after(() => emulator.close());
  afterEach(closeAll);

  it('are shown by the command, as a document', async () => {
    await vscode.commands.executeCommand('headroom.showConfiguredLimits');
    await until(() => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label)), (labels) => labels.some((label) => label.includes('Configured rate limits')));
    const document = await vscode.workspace.openTextDocument(vscode.Uri.from({ scheme: limitsScheme, path: '/Configured rate limits.md' }));
    assert.match(document.getText(), /\| requests per minute \| 1,000 \|/);
  });

  it('are read with a key of their own, and added to what the meter shows', async () => {
    const { secrets, context } = newUser();
    const configured = openConfigured(context, { ANTHROPIC_BASE_URL: emulator.url, ANTHROPIC_API_KEY: testKey('workspace') });
    assert.deepEqual(await configured.read(never), { kind: 'failed', about: 'key', message: 'There is no admin key.' });
    assert.equal(emulator.requests.length, 0);
    await configured.saveKey(testKey('admin-stored', 'admin01'));
    assert.deepEqual([...secrets.keys()], ['headroom.adminKey']);
    assert.equal((await configured.read(never)).kind, 'read');
    const meter = startMeter(context, { calls: () => Promise.resolve([]), environment: {}, notes: (monitor) => configuredNotes(configured.last(), monitor) });
    meter.observe({ at: Date.now(), model: 'claude-opus-5', status: 200, source: 'recorder', buckets: [{ id: 'requests', limit: 50, remaining: 25 }] });
    assert.match(meter.status().tooltip, /though its headers do not say so: 30,000 input tokens per minute/);
    assert.match(meter.status().tooltip, /Workspace Emulated has less of claude\\-opus\\-5 than its organization: 900 of 8,000 OTPM/);
    meter.observe({ at: Date.now(), model: 'claude-haiku-5-5', status: 429, source: 'recorder', buckets: [] });
    assert.match(meter.status().tooltip, /Configured for claude\\-haiku\\-5\\-5, though its headers do not say so: 50 requests per minute, 30,000 input tokens per minute, 8,000 output tokens per minute/);
    meter.dispose();
    assert.equal(await configured.clearKey(), false);
    assert.equal(configured.last(), undefined);
  });

  it('are asked for nowhere but where the user’s own settings and environment lead', async () => {
    const { context } = newUser();
    const configured = openConfigured(context, { ANTHROPIC_BASE_URL: 'http://api.example.com', ANTHROPIC_ADMIN_KEY: testKey('admin-environment', 'admin01') });
    const result = await configured.read(never);
    assert.ok(result.kind === 'failed');
    assert.match(result.message, /ANTHROPIC_BASE_URL must start with https/);
  });
});
