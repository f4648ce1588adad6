import assert from 'node:assert/strict';
import Anthropic from '@anthropic-ai/sdk';
import { faultKinds, type Fault, type FaultKind } from '../../../src/emulator/faults';
import { clientOf, hello, withEmulator } from './withEmulator';

const now = Date.UTC(2026, 10, 24, 12);

/** One answer of a fault at `/v1/messages`, with its body as text. */
async function answerOf(fault: Fault, more: Readonly<Record<string, unknown>> = {}) {
  let answer: { readonly status: number; readonly headers: Headers; readonly text: string } | undefined;
  await withEmulator({ faults: [fault], now: () => now }, async ({ emulator }) => {
    const response = await fetch(`${emulator.url}/v1/messages`, {
      method: 'POST',
      headers: { 'x-api-key': 'test-key', 'anthropic-version': '2026-10-21', 'content-type': 'application/json' },
      body: JSON.stringify({ ...hello, ...more }),
    });
    answer = { status: response.status, headers: response.headers, text: await response.text() };
  });
  assert.ok(answer);
  return answer;
}

const limitHeaders = (headers: Headers) => [...headers.keys()].filter((name) => /^anthropic-(?:ratelimit|fast|priority)-/.test(name));

describe('a fault of the Claude API', () => {
  const money: readonly { readonly kind: FaultKind; readonly status: number; readonly type: string; readonly code?: string; readonly message: RegExp }[] = [
    { kind: 'spend-limit', status: 429, type: 'rate_limit_error', code: 'enforced_spend_limit_reached', message: /regain access on 2026-12-01 at 00:00 UTC/ },
    { kind: 'contract-spend-limit', status: 429, type: 'rate_limit_error', code: 'contract_spend_limit_reached', message: /contract/ },
    { kind: 'linked-spend-limit', status: 402, type: 'billing_error', code: 'linked_organization_spend_limit_reached', message: /linked organization/ },
    { kind: 'self-set-spend-limit', status: 400, type: 'invalid_request_error', message: /^You have reached your specified API usage limits\. .*2026-12-01/ },
    { kind: 'workspace-spend-limit', status: 400, type: 'invalid_request_error', message: /^You have reached your specified workspace API usage limits\. .*2026-12-01/ },
    { kind: 'credit-balance', status: 400, type: 'invalid_request_error', message: /credit balance is too low/ },
    { kind: 'billing', status: 402, type: 'billing_error', message: /billing/ },
  ];
  for (const { kind, status, type, code, message } of money) {
    it(`${kind}: is a ${status} ${code ?? 'without an error code'}, and never has a retry-after`, async () => {
      const answer = await answerOf({ kind });
      const { error } = JSON.parse(answer.text) as { readonly error: { readonly type: string; readonly message: string; readonly details?: unknown } };
      assert.deepEqual([answer.status, error.type, error.details], [status, type, code === undefined ? undefined : { error_code: code }]);
      assert.match(error.message, message);
      assert.deepEqual([answer.headers.get('retry-after'), limitHeaders(answer.headers)], [null, []]);
      assert.match(answer.headers.get('request-id') ?? '', /^req_/);
    });
  }

  it('of Claude Code\'s workspace is a 429 that asks to wait until the day it names', async () => {
    const { status, headers, text } = await answerOf({ kind: 'claude-code-spend-limit' });
    assert.match(text, /"rate_limit_error","message":"You have reached your specified workspace API usage limits\. .*2026-12-01/);
    assert.deepEqual([status, headers.get('retry-after'), limitHeaders(headers)], [429, String((Date.UTC(2026, 11, 1) - now) / 1000), []]);
  });

  it('of a subscription has the unified headers instead of the twelve, with resets in seconds and a wait of hours', async () => {
    for (const [kind, claim, window, other, wait] of [['subscription-five-hour', 'five_hour', '5h', '7d', 7999], ['subscription-seven-day', 'seven_day', '7d', '5h', 121_180]] as const) {
      const { status, headers } = await answerOf({ kind });
      const of = (name: string) => headers.get(`anthropic-ratelimit-unified-${name}`);
      assert.deepEqual([status, of('status'), of('representative-claim'), of(`${window}-status`), of(`${other}-status`)], [429, 'rejected', claim, 'rejected', 'allowed']);
      assert.deepEqual([headers.get('retry-after'), of('reset'), of(`${window}-reset`)], [String(wait), String(now / 1000 + wait), String(now / 1000 + wait)]);
      assert.ok(limitHeaders(headers).every((name) => name.startsWith('anthropic-ratelimit-unified-')));
    }
  });

  it('of a missing entitlement says "Error", asks to be tried again, and shows no limit', async () => {
    const { status, headers, text } = await answerOf({ kind: 'entitlement-gate' });
    assert.deepEqual([status, headers.get('x-should-retry'), headers.get('retry-after'), limitHeaders(headers)], [429, 'true', null, []]);
    assert.equal((JSON.parse(text) as { readonly error: { readonly message: string } }).error.message, 'Error');
  });

  it('of fast mode or Priority Tier shows that pool empty and the regular limits full', async () => {
    for (const [kind, pool] of [['fast-mode-limit', 'fast'], ['priority-limit', 'priority']] as const) {
      const { headers } = await answerOf({ kind, retryAfterSeconds: 90 });
      assert.deepEqual(['input', 'output'].map((side) => headers.get(`anthropic-${pool}-${side}-tokens-remaining`)), ['0', '0']);
      assert.equal(headers.get(`anthropic-${pool}-input-tokens-reset`), '2026-11-24T12:01:30Z');
      assert.deepEqual([headers.get('anthropic-ratelimit-requests-remaining'), headers.get('retry-after')], ['1000', '90']);
    }
  });

  it('of a burst leaves requests in the minute, and of a request that never fits leaves all input tokens', async () => {
    const burst = await answerOf({ kind: 'burst-limit' });
    assert.equal(burst.headers.get('anthropic-ratelimit-requests-remaining'), '1000');
    assert.match(burst.text, /1,000 requests per minute/);
    const huge = await answerOf({ kind: 'never-fits' });
    assert.equal(huge.headers.get('anthropic-ratelimit-input-tokens-remaining'), '2000000');
    assert.match(huge.text, /2,000,000 input tokens per minute/);
  });

  it('of a day names the day', async () => assert.match((await answerOf({ kind: 'daily-tokens-limit' })).text, /exceeded your daily rate limit/));

  it('of the queue of batches hits batches, and no message', () =>
    withEmulator({ faults: [{ kind: 'batch-queue' }] }, async ({ emulator }) => {
      const client = clientOf(emulator, { maxRetries: 0 });
      assert.equal((await client.messages.create(hello)).type, 'message');
      await assert.rejects(client.messages.batches.create({ requests: [{ custom_id: 'a', params: hello }] }), Anthropic.RateLimitError);
    }));
});

describe('a fault of a cloud or gateway', () => {
  const foreign: readonly { readonly kind: FaultKind; readonly text: RegExp; readonly header: readonly [string, RegExp] }[] = [
    { kind: 'bedrock-requests', text: /^\{"message":"Too many requests, please wait before trying again\."\}$/, header: ['x-amzn-errortype', /^ThrottlingException$/] },
    { kind: 'bedrock-tokens', text: /^\{"message":"Too many tokens, please wait before trying again\."\}$/, header: ['x-amzn-errortype', /^ThrottlingException$/] },
    { kind: 'vertex-requests', text: /online_prediction_requests_per_base_model.*"RESOURCE_EXHAUSTED"/, header: ['content-type', /^application\/json$/] },
    { kind: 'vertex-tokens', text: /input_tokens_per_minute_per_base_model.*"RESOURCE_EXHAUSTED"/, header: ['content-type', /^application\/json$/] },
    { kind: 'gateway-nginx', text: /<center>nginx<\/center>/, header: ['content-type', /^text\/html/] },
    { kind: 'gateway-litellm', text: /LiteLLM Rate Limit Handler/, header: ['retry-after', /^\d+$/] },
    { kind: 'gateway-cloudflare', text: /^error code: 1015$/, header: ['cf-ray', /./] },
  ];
  for (const { kind, text, header: [name, value] } of foreign) {
    it(`${kind}: has its own form, and no header of the Claude API`, async () => {
      const answer = await answerOf({ kind });
      assert.equal(answer.status, 429);
      assert.match(answer.text, text);
      assert.match(answer.headers.get(name) ?? '', value);
      assert.deepEqual([...answer.headers.keys()].filter((header) => header.startsWith('anthropic-') || header === 'request-id'), []);
    });
  }

  it('reaches the SDK as a rate limit', () =>
    withEmulator({ faults: foreign.map(({ kind }) => ({ kind, times: 1 })) }, async ({ emulator }) => {
      const client = clientOf(emulator, { maxRetries: 0 });
      for (const { kind } of foreign) await assert.rejects(client.messages.create(hello), Anthropic.RateLimitError, kind);
      await client.messages.create(hello);
    }));
});

describe('the paths of the clouds', () => {
  const bedrock = '/model/us.anthropic.claude-sonnet-4-5-20250929-v1:0/invoke';
  const vertex = '/v1/projects/p/locations/us-east5/publishers/anthropic/models/claude-sonnet-4-5@20250929:rawPredict';
  const body = JSON.stringify({ anthropic_version: 'bedrock-2023-05-31', max_tokens: 20, messages: hello.messages });
  const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=nobody', 'content-type': 'application/json' };
  const post = (url: string, path: string, more = {}) => fetch(url + path, { method: 'POST', headers: { ...headers, ...more }, body });

  it('answer with a message, without a header of the Claude API', () =>
    withEmulator({}, async ({ emulator }) => {
      for (const [path, more] of [[bedrock, {}], [vertex, { authorization: 'Bearer token' }]] as const) {
        const response = await post(emulator.url, path, more);
        assert.equal(response.status, 200);
        assert.match(((await response.json()) as { readonly model: string }).model, /^claude-sonnet-4-5/);
        assert.deepEqual([...response.headers.keys()].filter((name) => name.startsWith('anthropic-')), []);
      }
      const stream = await post(emulator.url, vertex.replace('rawPredict', 'streamRawPredict'), { authorization: 'Bearer token' });
      assert.match(await stream.text(), /event: message_stop/);
    }));

  it('refuse in the cloud\'s own form when the limit is really used up, and so do faults', () =>
    withEmulator({ limits: { rpm: 1 } }, async ({ emulator }) => {
      await post(emulator.url, bedrock);
      const throttled = await post(emulator.url, bedrock);
      assert.deepEqual([throttled.status, throttled.headers.get('x-amzn-errortype'), await throttled.json()], [429, 'ThrottlingException', { message: 'Too many requests, please wait before trying again.' }]);
      assert.match(await (await post(emulator.url, vertex)).text(), /RESOURCE_EXHAUSTED/);
      emulator.setLimits({ rpm: 10 });
      emulator.setFaults([{ kind: 'vertex-tokens', times: 1 }, { kind: 'overloaded', times: 1 }]);
      assert.match(await (await post(emulator.url, vertex)).text(), /input_tokens_per_minute_per_base_model/);
      const overloaded = await post(emulator.url, bedrock);
      assert.deepEqual([overloaded.status, await overloaded.json()], [529, { message: 'Overloaded' }]);
    }));

  it('refuse what they cannot read, with a sentence', () =>
    withEmulator({}, async ({ emulator }) => {
      assert.equal((await post(emulator.url, bedrock, { authorization: 'nothing' })).status, 401);
      assert.equal((await post(emulator.url, '/model/%00%ff/invoke')).status, 404);
      const stream = await post(emulator.url, bedrock.replace('/invoke', '/invoke-with-response-stream'));
      assert.equal(stream.status, 501);
      assert.match(await stream.text(), /does not stream in the form of Amazon Bedrock/);
    }));
});

describe('what is remembered of a request', () => {
  it('tells retries of one call from new calls, without its content', () =>
    withEmulator({ faults: [{ kind: 'requests-limit', times: 1, retryAfterSeconds: 0 }] }, async ({ emulator, client }) => {
      await client.messages.create(hello);
      await client.messages.create({ ...hello, messages: [{ role: 'user', content: 'Secret words' }] });
      const [first, again, other] = emulator.requests.map(({ bodyHash }) => bodyHash);
      assert.match(first ?? '', /^[0-9a-f]{16}$/);
      assert.equal(first, again);
      assert.notEqual(other, first);
      assert.doesNotMatch(JSON.stringify(emulator.requests), /Secret/);
    }));
});

it('every kind of fault is met by a streaming request', async () => {
  for (const kind of faultKinds) {
    if (kind === 'slow' || kind === 'connection-reset') continue;
    const { status, text } = await answerOf({ kind, path: '*' }, { stream: true });
    assert.ok(status >= 400 || (kind === 'stream-error' && text.includes('event: error')), kind);
  }
});
