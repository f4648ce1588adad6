import assert from 'node:assert/strict';
import Anthropic from '@anthropic-ai/sdk';
import { hello, withEmulator } from './withEmulator';

const now = () => Date.UTC(2026, 10, 24, 12);
const fast = { ...hello, model: 'claude-opus-5-5', speed: 'fast' as const };
const limits = { rpm: 50, itpm: 30_000, otpm: 8_000, fast: { itpm: 9_000, otpm: 100 } };

async function headersOf(client: Anthropic, params: typeof hello & { readonly speed?: 'fast' }): Promise<Headers> {
  return (await client.messages.create(params).withResponse()).response.headers;
}

describe('fast mode', () => {
  it('draws from limits of its own, which its answers show beside the regular ones', () =>
    withEmulator({ limits, now, answerTokens: 20 }, async ({ client }) => {
      const headers = await headersOf(client, fast);
      assert.deepEqual(['limit', 'remaining', 'reset'].map((name) => headers.get(`anthropic-fast-output-tokens-${name}`)), ['100', '80', '2026-11-24T12:00:12Z']);
      assert.equal(headers.get('anthropic-fast-input-tokens-limit'), '9000');
      assert.ok(Number(headers.get('anthropic-fast-input-tokens-remaining')) < 9000);
      assert.deepEqual(['requests', 'input-tokens', 'output-tokens'].map((name) => headers.get(`anthropic-ratelimit-${name}-remaining`)), ['50', '30000', '8000']);
      assert.equal(headers.get('anthropic-fast-requests-limit'), null);
    }));

  it('is not shown on answers at standard speed, which draw nothing from it', () =>
    withEmulator({ limits, now, answerTokens: 20 }, async ({ client }) => {
      const standard = await headersOf(client, { ...fast, speed: undefined });
      assert.deepEqual([...standard.keys()].filter((name) => name.startsWith('anthropic-fast-')), []);
      assert.equal((await headersOf(client, fast)).get('anthropic-fast-output-tokens-remaining'), '80');
    }));

  it('is refused when its own limit is used up, and standard speed goes on', () =>
    withEmulator({ limits, now, answerTokens: 60 }, async ({ emulator, client }) => {
      const ask = () => client.messages.create({ ...fast, max_tokens: 60 }, { maxRetries: 0 });
      await ask();
      await ask();
      const error: unknown = await ask().catch((thrown: unknown) => thrown);
      assert.ok(error instanceof Anthropic.RateLimitError);
      assert.match(error.message, /100 fast mode output tokens per minute/);
      assert.deepEqual(['retry-after', 'anthropic-fast-output-tokens-remaining', 'anthropic-ratelimit-requests-remaining'].map((name) => error.headers.get(name)), ['13', '0', '50']);
      assert.equal(emulator.requests.at(-1)?.reason, 'fast-mode-limit');
      assert.equal((await client.messages.create({ ...fast, speed: undefined })).type, 'message');
    }));

  it('draws as much in a stream', () =>
    withEmulator({ limits, now, answerTokens: 20 }, async ({ client }) => {
      await client.messages.stream(fast).finalMessage();
      assert.equal((await headersOf(client, fast)).get('anthropic-fast-output-tokens-remaining'), '60');
    }));

  it('has a tenth of the regular limits where none are set', () =>
    withEmulator({ limits: { itpm: 30_000, otpm: 8_000 }, now }, async ({ client }) => {
      const headers = await headersOf(client, fast);
      assert.deepEqual([headers.get('anthropic-fast-input-tokens-limit'), headers.get('anthropic-fast-output-tokens-limit')], ['3000', '800']);
    }));
});
