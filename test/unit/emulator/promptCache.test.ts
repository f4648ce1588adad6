import assert from 'node:assert/strict';
import type Anthropic from '@anthropic-ai/sdk';
import { hello, withEmulator } from './withEmulator';

type Usage = Anthropic.Usage;

const cached = { cache_control: { type: 'ephemeral' as const } };
const long = (words: string, more = {}) => ({ type: 'text' as const, text: `${words} `.repeat(2000), ...more });
const asked = (system: readonly ReturnType<typeof long>[], content = 'Hello') => ({ ...hello, system: [...system], messages: [{ role: 'user' as const, content }] });
const parts = ({ input_tokens: input, cache_creation_input_tokens: created, cache_read_input_tokens: read }: Usage) => ({ input, created, read });

describe('the emulator\'s prompt cache', () => {
  it('writes what ends at a cache_control, reads it the next time, and tells both in the usage', () =>
    withEmulator({}, async ({ client }) => {
      const first = parts((await client.messages.create(asked([long('rule', cached)]))).usage);
      const second = parts((await client.messages.create(asked([long('rule', cached)], 'Another question'))).usage);
      assert.ok(first.created !== null && first.created > 1024 && first.read === 0 && first.input < 20);
      assert.deepEqual([second.created, second.read], [0, first.created]);
      const streamed = await client.messages.stream(asked([long('rule', cached)])).finalMessage();
      assert.equal(streamed.usage.cache_read_input_tokens, first.created);
    }));

  it('leaves what it read out of the input tokens of the minute, and counts what it writes', () => {
    const now = Date.UTC(2026, 10, 24, 12);
    return withEmulator({ limits: { itpm: 5000 }, now: () => now }, async ({ client }) => {
      const remaining = async (request: ReturnType<typeof asked>) => Number((await client.messages.create(request).withResponse()).response.headers.get('anthropic-ratelimit-input-tokens-remaining'));
      const first = await remaining(asked([long('rule', cached)]));
      assert.ok(first < 2600, String(first));
      for (let count = 1; count <= 20; count++) assert.ok(first - (await remaining(asked([long('rule', cached)]))) < 20 * count);
    });
  });

  it('reads nothing for another model, another beginning, a short prefix, without cache_control, or after five minutes', async () => {
    let now = Date.UTC(2026, 10, 24, 12);
    await withEmulator({ now: () => now }, async ({ client }) => {
      await client.messages.create(asked([long('rule', cached)]));
      const read = async (request: ReturnType<typeof asked>) => (await client.messages.create(request)).usage.cache_read_input_tokens;
      assert.equal(await read({ ...asked([long('rule', cached)]), model: 'claude-sonnet-5' }), 0);
      assert.equal(await read(asked([long('role', cached)])), 0);
      assert.equal(await read(asked([long('rule')])), 0);
      assert.equal(await read(asked([{ type: 'text', text: 'short', ...cached }])), 0);
      assert.equal(await read(asked([{ type: 'text', text: 'short', ...cached }])), 0);
      now += 4 * 60_000;
      assert.notEqual(await read(asked([long('rule', cached)])), 0);
      now += 5 * 60_000;
      assert.equal(await read(asked([long('rule', cached)])), 0);
    });
  });

  it('keeps what asks for an hour for an hour', async () => {
    let now = Date.UTC(2026, 10, 24, 12);
    await withEmulator({ now: () => now }, async ({ client }) => {
      const request = asked([long('rule', { cache_control: { type: 'ephemeral', ttl: '1h' } })]);
      await client.messages.create(request);
      now += 59 * 60_000;
      assert.notEqual((await client.messages.create(request)).usage.cache_read_input_tokens, 0);
    });
  });

  it('writes nothing for a request that is refused, and forgets all at a reset', () =>
    withEmulator({ faults: [{ kind: 'requests-limit', times: 1, shouldRetry: false }] }, async ({ emulator, client }) => {
      const request = asked([long('rule', cached)]);
      await assert.rejects(client.messages.create(request));
      assert.equal((await client.messages.create(request)).usage.cache_read_input_tokens, 0);
      emulator.reset();
      emulator.setFaults([]);
      assert.equal((await client.messages.create(request)).usage.cache_read_input_tokens, 0);
    }));
});
