import assert from 'node:assert/strict';
import { runInFolder } from './runInFolder';

const sdk = JSON.stringify(require.resolve('@anthropic-ai/sdk'));
const program = (maxRetries: number) => `
const Anthropic = require(${sdk}).default;
const client = new Anthropic({ maxRetries: ${maxRetries}, logLevel: 'off' });
client.messages.create({ model: 'claude-haiku-5-5', max_tokens: 5, messages: [{ role: 'user', content: 'Hi' }] }).then(() => console.log('answered'), (error) => { console.error(error.name); process.exitCode = 3; });
`;
const rehearse = (maxRetries: number, scenario: string, ...options: readonly string[]) => runInFolder({ 'ask.cjs': program(maxRetries) }, ['rehearse', '--scenario', scenario, ...options, '--', process.execPath, 'ask.cjs'], { env: { ANTHROPIC_API_KEY: 'sk-ant-real' } });

describe('headroom rehearse', () => {
  it('ends with 1 and says why for a program that gives up, and with 0 once it is mended', async function () {
    this.timeout(30_000);
    const before = await rehearse(0, 'input-tokens-per-minute', '--retry-after', '1');
    assert.equal(before.code, 1);
    assert.match(before.out, /^# Rehearsal: failed[\s\S]*nothing sent it again/);
    assert.match(before.notes.join('\n'), /RateLimitError/);
    const after = await rehearse(4, 'input-tokens-per-minute', '--retry-after', '1', '--format', 'json');
    assert.equal(after.code, 0);
    assert.equal((JSON.parse(after.out) as { verdict: string }).verdict, 'passes');
  });

  it('fails a program that retries at a spend cap, as the SDK does by default', async function () {
    this.timeout(30_000);
    const { code, out } = await rehearse(2, 'spend-cap');
    assert.equal(code, 1);
    assert.match(out, /sent 3 times, though no retry of it can succeed/);
  });

  it('says what is wrong with a scenario or a program that does not exist', async () => {
    assert.match((await rehearse(0, 'nothing')).notes.join(), /nothing[\s\S]*overloaded/);
    const { code, notes } = await runInFolder({}, ['rehearse', '--scenario', 'overloaded', '--', 'no-such-program-here']);
    assert.equal(code, 2);
    assert.match(notes.join(), /no-such-program-here cannot be run \(ENOENT\)/);
  });
});
