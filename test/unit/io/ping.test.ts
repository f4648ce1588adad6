import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Fault } from '../../../src/emulator/faults';
import { startEmulator, type EmulatorOptions } from '../../../src/emulator/server';
import { ping } from '../../../src/io/ping';

const apiKey = 'sk-ant-api03-secret_of-the-user';
const model = 'claude-haiku-5-5';
const at = Date.parse('2026-11-24T12:00:00Z');

/** Pings an emulator, and returns the result with the requests that it got. */
async function pingEmulator(options: EmulatorOptions) {
  const emulator = await startEmulator({ seed: 1, ...options });
  try {
    const result = await ping({ apiKey, baseUrl: emulator.url, model, now: Date.now });
    return { result, requests: emulator.requests };
  } finally {
    await emulator.close();
  }
}

/** Pings a server of the test's own. */
async function pingServer(answer: RequestListener, timeout = 20_000) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    return await ping({ apiKey, baseUrl, model, now: () => at, timeout });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function pingWithFault(fault: Fault) {
  return pingEmulator({ limits: { rpm: 50, itpm: 30_000, otpm: 8_000 }, faults: [fault] });
}

describe('a test ping', () => {
  it('reads the limits of the model from one request for one token', async () => {
    const { result, requests } = await pingEmulator({ limits: { rpm: 50, itpm: 30_000, otpm: 8_000 } });
    assert.ok(result.kind === 'answered');
    assert.deepEqual([result.snapshot.model, result.snapshot.status], [model, 200]);
    assert.deepEqual(
      result.snapshot.buckets.map(({ id, limit }) => [id, limit]),
      [['requests', 50], ['tokens', 38_000], ['input-tokens', 30_000], ['output-tokens', 8_000]],
    );
    assert.equal(result.snapshot.buckets[0]?.remaining, 49);
    assert.match(result.requestId ?? '', /^req_/);
    assert.deepEqual(requests.map(({ path, maxTokens }) => [path, maxTokens]), [['/v1/messages', 1]]);
  });

  it('sends the key to the address it was given and no parameter that the API rejects', async () => {
    let request: IncomingMessage | undefined;
    let body: unknown;
    await pingServer((incoming, response) => {
      request = incoming;
      void text(incoming).then((json) => {
        body = JSON.parse(json);
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      });
    });
    assert.equal(request?.headers.authorization, `Bearer ${apiKey}`);
    assert.deepEqual(body, { model, max_tokens: 1, messages: [{ role: 'user', content: 'Hi' }] });
  });

  it('sends a token as a bearer, and no key beside it', async () => {
    let headers: IncomingMessage['headers'] = {};
    const server = createServer((request, response) => {
      headers = request.headers;
      response.writeHead(401, { 'content-type': 'application/json' }).end('{"type":"error","error":{"type":"authentication_error","message":"no"}}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const result = await ping({ apiKey, scheme: 'token', baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, model, now: Date.now });
    server.closeAllConnections();
    server.close();
    assert.equal(result.kind, 'unauthorized');
    assert.equal(headers.authorization, `Bearer ${apiKey}`);
    assert.equal(headers['x-api-key'], undefined);
  });

  it('takes key and address from the caller, not from the environment', async () => {
    const before = { ...process.env };
    Object.assign(process.env, { ANTHROPIC_API_KEY: 'other', ANTHROPIC_AUTH_TOKEN: 'other', ANTHROPIC_BASE_URL: 'http://127.0.0.1:9', ANTHROPIC_PROFILE: 'other' });
    try {
      let authorization: string | undefined;
      const result = await pingServer((incoming, response) => {
        authorization = incoming.headers.authorization;
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      });
      assert.equal(result.kind, 'answered');
      assert.equal(authorization, `Bearer ${apiKey}`);
    } finally {
      for (const name of ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN', 'ANTHROPIC_BASE_URL', 'ANTHROPIC_PROFILE']) {
        if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = before[name];
      }
    }
  });

  it('tells a 429 with its buckets, its wait and its message, and is not sent again', async () => {
    const { result, requests } = await pingWithFault({ kind: 'input-tokens-limit', retryAfterSeconds: 505, shouldRetry: true });
    assert.ok(result.kind === 'limited');
    assert.equal(result.snapshot.retryAfterSeconds, 505);
    assert.equal(result.snapshot.buckets.find(({ id }) => id === 'input-tokens')?.limit, 30_000);
    assert.match(result.failure.message, /30,000 input tokens per minute/);
    assert.deepEqual([result.failure.status, result.failure.type, result.failure.shouldRetry], [429, 'rate_limit_error', true]);
    assert.equal(requests.length, 1);
  });

  it('tells a spend cap by its code', async () => {
    const { result } = await pingWithFault({ kind: 'spend-limit' });
    assert.ok(result.kind === 'limited');
    assert.equal(result.failure.errorCode, 'enforced_spend_limit_reached');
    assert.equal(result.snapshot.retryAfterSeconds, undefined);
  });

  it('tells a refused key, an overloaded API and any other error apart', async () => {
    assert.equal((await pingWithFault({ kind: 'authentication' })).result.kind, 'unauthorized');
    assert.equal((await pingWithFault({ kind: 'overloaded' })).result.kind, 'overloaded');
    const { result } = await pingWithFault({ kind: 'credit-balance' });
    assert.ok(result.kind === 'failed');
    assert.equal(result.failure.status, 400);
    assert.match(result.failure.message, /credit balance is too low/);
  });

  it('is sent once, whatever the answer', async () => {
    for (const kind of ['overloaded', 'api-error', 'connection-reset'] as const) assert.equal((await pingWithFault({ kind })).requests.length, 1, kind);
  });

  it('counts a reset, a refused connection and a timeout as offline', async () => {
    const { result: reset } = await pingWithFault({ kind: 'connection-reset' });
    assert.deepEqual([reset.kind, 'unsent' in reset], ['offline', false]);
    const silent = await pingServer(() => undefined, 50);
    assert.deepEqual(silent, { kind: 'offline', at, failure: { message: 'No answer in time.' } });
    const closed = await startEmulator();
    await closed.close();
    const nobody = await ping({ apiKey, baseUrl: closed.url, model, now: () => at });
    assert.deepEqual(nobody, { kind: 'offline', at, failure: { message: 'No connection (ECONNREFUSED).' }, unsent: true });
  });

  it('ends when it is stopped', async () => {
    const stop = new AbortController();
    stop.abort();
    const result = await ping({ apiKey, baseUrl: 'http://127.0.0.1:1', model, now: () => at, signal: stop.signal });
    assert.deepEqual(result, { kind: 'failed', at, failure: { message: 'The ping was stopped.' } });
  });

  it('answers without limits when the headers are missing', async () => {
    const result = await pingServer((_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
    assert.deepEqual(result, { kind: 'answered', at, snapshot: { at, model, status: 200, buckets: [] } });
  });

  it('does not carry the key to where a redirect points', async () => {
    const paths: (string | undefined)[] = [];
    const result = await pingServer((request, response) => {
      paths.push(request.url);
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    assert.equal(result.kind, 'failed');
    assert.deepEqual(paths, ['/v1/messages']);
  });

  it('survives an answer that is a web page', async () => {
    const result = await pingServer((_request, response) => response.writeHead(502, { 'content-type': 'text/html' }).end(`<html>${'x'.repeat(5000)}</html>`));
    assert.ok(result.kind === 'failed');
    assert.equal(result.failure.status, 502);
    assert.ok(result.failure.message.length <= 1000);
  });

  it('has no key, organization or workspace in any text, even when the server repeats them', async () => {
    const organization = '0a1b2c3d-1111-4222-8333-444455556666';
    const message = `key ${apiKey} and sk-ant-oat01-abc of (org: ${organization}, workspace: wrkspc_01ABC) refused`;
    for (const status of [401, 403, 429, 529, 500]) {
      const result = await pingServer((_request, response) => {
        response.writeHead(status, { 'content-type': 'application/json', 'anthropic-organization-id': organization, 'anthropic-workspace-id': 'wrkspc_01ABC' });
        response.end(JSON.stringify({ type: 'error', error: { type: 'rate_limit_error', message, details: { error_code: apiKey } }, request_id: 'req_1' }));
      });
      assert.doesNotMatch(JSON.stringify(result), /secret_of|sk-ant|0a1b2c3d|wrkspc_/, String(status));
      assert.ok('failure' in result && result.failure.message.endsWith('refused'));
    }
  });
});
