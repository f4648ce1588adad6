import assert from 'node:assert/strict';
import Anthropic from '@anthropic-ai/sdk';
import type { Fault } from '../../../src/emulator/faults';
import { clientOf, hello, withEmulator } from './withEmulator';

type ApiFailure = InstanceType<typeof Anthropic.APIError<number | undefined, Headers, object | undefined>>;

/** Awaits a promise that must reject. */
async function failure(promise: PromiseLike<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new assert.AssertionError({ message: 'the call was expected to fail' });
}

describe('the official SDK against the emulator', () => {
  it('gets a message with usage and all twelve rate-limit headers', () =>
    withEmulator({ limits: { rpm: 50, itpm: 30_000, otpm: 8_000 } }, async ({ emulator, client }) => {
      const { data, response, request_id: requestId } = await client.messages.create(hello).withResponse();
      assert.deepEqual(data.content, [{ type: 'text', text: 'This answer comes from an emulator on your own machine, no model was asked.', citations: null }]);
      assert.equal(data.stop_reason, 'end_turn');
      assert.deepEqual([data.usage.input_tokens, data.usage.output_tokens], [8, 14]);
      assert.match(requestId ?? '', /^req_01\w{22}$/);
      const limits = [...response.headers].filter(([name]) => name.startsWith('anthropic-ratelimit-'));
      assert.equal(limits.length, 12);
      assert.equal(response.headers.get('anthropic-ratelimit-requests-remaining'), '49');
      assert.equal(emulator.requests[0]?.headers['x-stainless-retry-count'], '0');
      assert.doesNotMatch(JSON.stringify(emulator.requests), /test-key/);
    }));

  it('gets the same ids from two emulators with the same seed, and others with another', async () => {
    const ids: string[] = [];
    for (const seed of [7, 7, 8]) await withEmulator({ seed }, async ({ client }) => void ids.push((await client.messages.create(hello)).id));
    assert.equal(ids[0], ids[1]);
    assert.notEqual(ids[0], ids[2]);
  });

  it('is cut at max_tokens, as a ping of one token is', () =>
    withEmulator({}, async ({ client }) => {
      const message = await client.messages.create({ ...hello, max_tokens: 1 });
      assert.deepEqual([message.stop_reason, message.usage.output_tokens], ['max_tokens', 1]);
    }));

  it('streams the same message, event by event in the real order', () =>
    withEmulator({}, async ({ client }) => {
      const whole = await client.messages.create(hello);
      const names: string[] = [];
      const stream = client.messages.stream(hello).on('streamEvent', ({ type }) => names.push(type));
      const streamed = await stream.finalMessage();
      assert.deepEqual(streamed.content, whole.content);
      assert.deepEqual([streamed.usage.output_tokens, streamed.stop_reason], [whole.usage.output_tokens, whole.stop_reason]);
      assert.deepEqual([...new Set(names)], ['message_start', 'content_block_start', 'content_block_delta', 'content_block_stop', 'message_delta', 'message_stop']);
    }));

  it('counts tokens as the message then uses them, without drawing on the Messages limits', () =>
    withEmulator({ limits: { rpm: 1, countTokensRpm: 2 } }, async ({ emulator }) => {
      const client = clientOf(emulator, { maxRetries: 0 });
      const counted = await client.messages.countTokens({ model: hello.model, messages: hello.messages });
      await client.messages.countTokens({ model: hello.model, messages: hello.messages });
      const message = await client.messages.create(hello);
      assert.equal(counted.input_tokens, message.usage.input_tokens);
      const error = await failure(client.messages.countTokens({ model: hello.model, messages: hello.messages }));
      assert.ok(error instanceof Anthropic.RateLimitError);
      assert.match(error.message, /2 requests per minute/);
    }));

  it('lists models and takes a batch', () =>
    withEmulator({}, async ({ client }) => {
      const ids: string[] = [];
      for await (const model of client.models.list()) ids.push(model.id);
      assert.ok(ids.includes('claude-haiku-5-5'));
      assert.equal((await client.models.retrieve('claude-opus-5-5')).display_name, 'Claude Opus 5.5');
      const batch = await client.messages.batches.create({ requests: [{ custom_id: 'a', params: hello }] });
      assert.deepEqual(await client.messages.batches.retrieve(batch.id), batch);
      assert.equal(batch.request_counts.processing, 1);
    }));

  it('tries a 429 three times by default and once with maxRetries: 0', () =>
    withEmulator({ faults: [{ kind: 'overloaded' }] }, async ({ emulator, client }) => {
      await failure(client.messages.create(hello, { maxRetries: 0 }));
      assert.equal(emulator.requests.length, 1);
      emulator.setFaults([{ kind: 'requests-limit', retryAfterSeconds: 1 }]);
      const error = await failure(client.messages.create(hello));
      assert.ok(error instanceof Anthropic.RateLimitError);
      assert.deepEqual(emulator.requests.slice(1).map(({ status, headers }) => [status, headers['x-stainless-retry-count']]), [[429, '0'], [429, '1'], [429, '2']]);
    }));

  it('is told the truth by retry-after: the SDK waits for it and then succeeds on a bucket that was really empty', () =>
    withEmulator({ limits: { rpm: 60, burstSeconds: 1 } }, async ({ emulator, client }) => {
      await client.messages.create(hello);
      await client.messages.create(hello);
      // The SDK's own backoff of at most half a second would have been refused once more.
      assert.deepEqual(emulator.requests.map(({ status, retryAfterSeconds }) => [status, retryAfterSeconds]), [[200, undefined], [429, 1], [200, undefined]]);
    }));

  it('is told by x-should-retry not to try again', () =>
    withEmulator({ faults: [{ kind: 'overloaded', shouldRetry: false }] }, async ({ emulator, client }) => {
      await failure(client.messages.create(hello));
      assert.equal(emulator.requests.length, 1);
    }));

  const errors: readonly { readonly fault: Fault; readonly check: (error: ApiFailure) => void }[] = [
    {
      fault: { kind: 'spend-limit' },
      check: (error) => {
        assert.equal(error.name, 'EnforcedSpendLimitReachedError');
        assert.ok(error instanceof Anthropic.RateLimitError);
        assert.equal(error.errorCode, 'enforced_spend_limit_reached');
        assert.equal(error.headers.get('retry-after'), null);
        assert.match(error.message, /You will regain access on 2026-12-01 at 00:00 UTC\./);
      },
    },
    {
      fault: { kind: 'acceleration-limit' },
      check: (error) => {
        assert.equal(error.name, 'RampLimitExceededError');
        assert.equal(error.headers.get('retry-after'), '1');
      },
    },
    {
      fault: { kind: 'input-tokens-limit', retryAfterSeconds: 505 },
      check: (error) => {
        assert.ok(error.errorCode == null);
        assert.match(error.message, /rate limit of 2,000,000 input tokens per minute \(org: [0-9a-f-]{36}, model: claude-haiku-5-5\)/);
        assert.equal(error.headers.get('retry-after'), '505');
        assert.equal(error.headers.get('anthropic-ratelimit-input-tokens-remaining'), '0');
        assert.equal(error.headers.get('anthropic-ratelimit-requests-remaining'), '1000');
      },
    },
    {
      fault: { kind: 'output-tokens-limit', retryAfterSeconds: null, rateLimitHeaders: false },
      check: (error) => {
        assert.match(error.message, /400,000 output tokens per minute/);
        assert.equal(error.headers.get('retry-after'), null);
        assert.ok(![...error.headers.keys()].some((name) => name.startsWith('anthropic-ratelimit-')));
      },
    },
    { fault: { kind: 'connections-limit' }, check: (error) => assert.match(error.message, /Number of concurrent connections has exceeded your rate limit/) },
    { fault: { kind: 'long-context' }, check: (error) => assert.match(error.message, /Extra usage is required for long context requests\./) },
    { fault: { kind: 'overloaded' }, check: (error) => assert.ok(error instanceof Anthropic.OverloadedError) },
    { fault: { kind: 'api-error' }, check: (error) => assert.ok(error instanceof Anthropic.InternalServerError && error.type === 'api_error') },
    { fault: { kind: 'timeout' }, check: (error) => assert.ok(error instanceof Anthropic.GatewayTimeoutError && error.type === 'timeout_error') },
    { fault: { kind: 'credit-balance' }, check: (error) => assert.ok(error instanceof Anthropic.BadRequestError && error.message.includes('credit balance is too low')) },
    { fault: { kind: 'authentication' }, check: (error) => assert.ok(error instanceof Anthropic.AuthenticationError) },
  ];
  for (const { fault, check } of errors) {
    it(`raises its own error for the fault ${fault.kind}`, () =>
      withEmulator({ faults: [{ ...fault, times: 1 }], now: () => Date.UTC(2026, 10, 24) }, async ({ client }) => {
        const error = await failure(client.messages.create(hello, { maxRetries: 0 }));
        assert.ok(error instanceof Anthropic.APIError);
        assert.match(error.requestID ?? '', /^req_/);
        check(error as ApiFailure);
        assert.equal((await client.messages.create(hello, { maxRetries: 0 })).type, 'message');
      }));
  }

  for (const after of ['nothing', 'message_start', 3] as const) {
    it(`raises the error event of a stream that breaks after ${after === 3 ? 'three deltas' : after}, and does not try again`, () =>
      withEmulator({ faults: [{ kind: 'stream-error', after }] }, async ({ emulator, client }) => {
        const names: string[] = [];
        const error = await failure(
          (async () => {
            for await (const { type } of await client.messages.create({ ...hello, stream: true })) names.push(type);
          })(),
        );
        assert.ok(error instanceof Anthropic.APIError);
        assert.deepEqual([error.status, error.type], [undefined, 'overloaded_error']);
        assert.equal(emulator.requests.length, 1);
        const start = ['message_start', 'content_block_start'];
        const expected = { nothing: [], message_start: start.slice(0, 1), 3: [...start, ...Array<string>(3).fill('content_block_delta')] };
        assert.deepEqual(names, expected[after]);
      }));
  }

  it('leaves a fault inside a stream for the next streaming request', () =>
    withEmulator({ faults: [{ kind: 'stream-error', times: 1 }] }, async ({ client }) => {
      await client.messages.create(hello);
      await failure(client.messages.stream(hello).finalMessage());
      await client.messages.stream(hello).finalMessage();
    }));

  it('tries again after a connection reset', () =>
    withEmulator({ faults: [{ kind: 'connection-reset', times: 1 }] }, async ({ emulator, client }) => {
      await client.messages.create(hello);
      assert.deepEqual(emulator.requests.map(({ status }) => status), [null, 200]);
      emulator.setFaults([{ kind: 'connection-reset' }]);
      assert.ok((await failure(client.messages.create(hello, { maxRetries: 0 }))) instanceof Anthropic.APIConnectionError);
    }));

  it('notices a connection that is cut in the middle of a stream', () =>
    withEmulator({ faults: [{ kind: 'connection-reset', after: 2 }] }, async ({ client }) => {
      const texts: string[] = [];
      const stream = client.messages.stream(hello).on('text', (text) => texts.push(text));
      await failure(stream.finalMessage());
      assert.deepEqual(texts, ['This', ' answer']);
    }));

  it('can be made to wait', async () => {
    const waits: number[] = [];
    await withEmulator({ faults: [{ kind: 'slow', delayMs: 5_000 }], delay: (ms) => Promise.resolve(void waits.push(ms)) }, async ({ client }) => {
      await client.messages.create(hello);
      await client.messages.stream(hello).finalMessage();
    });
    assert.deepEqual(waits, [5_000, 5_000]);
  });
});
