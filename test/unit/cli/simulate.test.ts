import assert from 'node:assert/strict';
import type { Comparison } from '../../../src/simulate/compare';
import { runInFolder } from './runInFolder';

const program = `import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic();

export async function all(texts: string[]) {
  return Promise.all(texts.map((text) => client.messages.create({ model: 'claude-sonnet-5', max_tokens: 500, messages: [{ role: 'user', content: text }] })));
}
`;

const small = ['--rpm', '50', '--itpm', '50000', '--otpm', '20000'];

describe('headroom simulate', () => {
  it('compares a call as it is with the SDK’s default, each fix and pacing', async () => {
    const { code, out } = await runInFolder({ 'src/ask.ts': program }, ['simulate', 'src/ask.ts:6', ...small]);
    assert.equal(code, 0);
    assert.match(out, /^src\/ask\.ts:6:42 {2}messages\.create\n/);
    assert.match(out, /200 calls, all there at once; 2,000 tokens in and 500 out each, 5 s an answer\./);
    for (const title of ['as it is', 'SDK default', 'set-sdk-retries', 'wrap-in-backoff', 'bound-fan-out', 'paced']) assert.match(out, new RegExp(`^${title} +[\\d.]+ %`, 'm'));
    assert.match(out, /^paced +100\.0 %/m);
    assert.match(out, /The limits keep up 25 calls a minute of this size: 2 at once\./);
  });

  it('gives the numbers as JSON, the same each time', async () => {
    const args = ['simulate', 'ask.ts:6', ...small, '--format', 'json'];
    const [first, second] = await Promise.all([runInFolder({ 'ask.ts': program }, args), runInFolder({ 'ask.ts': program }, args)]);
    assert.equal(first.out, second.out);
    const { variants, simulation } = JSON.parse(first.out) as Comparison;
    assert.equal(simulation.limits.rpm, 50);
    const success = (title: string) => variants.find((variant) => variant.title === title)?.outcome.success ?? NaN;
    assert.ok(success('bound-fan-out') > success('set-sdk-retries') && success('set-sdk-retries') > success('as it is'));
  });

  it('needs no code: retries of the SDK, limits and a storm are enough', async () => {
    const { code, out } = await runInFolder({}, ['simulate', '--retries', '0', '--overloaded', '10-40,50', '--broken-streams', '1%', '--calls', '100']);
    assert.equal(code, 0);
    assert.match(out, /Storm: overloaded \(529\) 50 % of requests from 10 s to 40 s; 1 % of answers break off\./);
  });

  it('says which calls there are where a place has none, and what a number must be', async () => {
    const wrong = async (...args: readonly string[]) => {
      const { code, notes } = await runInFolder({ 'ask.ts': program }, ['simulate', ...args]);
      assert.equal(code, 2);
      return notes.join('\n');
    };
    assert.match(await wrong('ask.ts:1'), /there is no Claude call at ask\.ts:1, but at ask\.ts:6:42/);
    assert.match(await wrong('ask.ts'), /ask\.ts is no place: it takes a file and a line/);
    assert.match(await wrong('other.ts:3'), /nothing to read at other\.ts/);
    assert.match(await wrong('--calls', '0'), /must be a whole number from 1 to 2000/);
    assert.match(await wrong('--overloaded', '40-10'), /must be seconds from and to/);
    assert.match(await wrong('ask.ts:6', '--retries', '3'), /leave out the place, or the option/);
  });
});
