import assert from 'node:assert/strict';
import Anthropic from '@anthropic-ai/sdk';
import { scenarios } from '../../../src/emulator/scenarios';
import { runInFolder } from './runInFolder';

describe('headroom emulate --scenario', () => {
  it('serves the failure of that cause, with the wait it is given', async () => {
    let out = '';
    let seen: unknown;
    const stopped = async () => {
      const client = new Anthropic({ baseURL: /ANTHROPIC_BASE_URL=(\S+)/.exec(out)?.[1], apiKey: 'any', maxRetries: 0 });
      seen = await client.messages.create({ model: 'claude-haiku-5-5', max_tokens: 1, messages: [{ role: 'user', content: 'Hi' }] }).catch((error: unknown) => error);
    };
    const { code, notes } = await runInFolder({}, ['emulate', '--scenario', 'output-tokens-per-minute', '--retry-after', '7', '--otpm', '8000'], { out: (piece) => void (out += piece), stopped });
    assert.equal(code, 0);
    assert.ok(seen instanceof Anthropic.RateLimitError);
    assert.match(seen.message, /8,000 output tokens per minute/);
    assert.equal(seen.headers.get('retry-after'), '7');
    assert.ok(notes.some((note) => note.startsWith('Output tokens per minute: ')));
  });

  it('says when a wait changes nothing', async () => {
    const { notes } = await runInFolder({}, ['emulate', '--scenario', 'spend-cap', '--retry-after', '7']);
    assert.ok(notes.includes('The answers of spend-cap have no retry-after, so --retry-after changes nothing.'));
  });

  it('lists every scenario without serving anything', async () => {
    const { code, out } = await runInFolder({}, ['emulate', '--list-scenarios']);
    assert.equal(code, 0);
    for (const { id, about } of scenarios) assert.ok(out.includes(`${id}\n    ${about}\n`), id);
    assert.doesNotMatch(out, /ANTHROPIC_BASE_URL/);
  });

  it('ends with 2 and a sentence for what is no scenario or no wait', async () => {
    const wrong: readonly (readonly [readonly string[], RegExp])[] = [
      [['--scenario', 'nonsense'], /There is no scenario "nonsense"\. Scenarios are: requests-per-minute, /],
      [['--scenario', 'burst', '--retry-after', 'soon'], /whole number of seconds/],
      [['--scenario', 'burst', '--retry-after', '-1'], /whole number of seconds/],
      [['--retry-after', '5'], /--retry-after belongs to a --scenario/],
    ];
    for (const [options, sentence] of wrong) {
      const { code, notes } = await runInFolder({}, ['emulate', ...options]);
      assert.equal(code, 2);
      assert.match(notes.join('\n'), sentence);
    }
  });
});
