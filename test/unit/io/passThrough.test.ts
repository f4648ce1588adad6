import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type IncomingMessage, type ServerResponse, createServer, request } from 'node:http';
import Anthropic from '@anthropic-ai/sdk';
import { type EmulatorOptions, startEmulator } from '../../../src/emulator/server';
import { startPassThrough } from '../../../src/io/passThrough';
import type { Snapshot } from '../../../src/limits/snapshot';

const apiKey = 'sk-ant-api03-secret_of-the-user';
const body = { model: 'claude-sonnet-5', max_tokens: 20, messages: [{ role: 'user' as const, content: 'Say that "model": "gpt-5" is written here.' }] };

/** Runs a program whose base address is a pass-through in front of an emulator. */
async function through<T>(options: EmulatorOptions, program: (client: Anthropic, direct: Anthropic, url: string) => Promise<T>) {
  const emulator = await startEmulator({ seed: 1, ...options });
  const readings: Snapshot[] = [];
  const pass = await startPassThrough({ port: 0, upstream: emulator.url, now: Date.now, onReading: (reading) => readings.push(reading) });
  const client = (baseURL: string) => new Anthropic({ apiKey, baseURL, maxRetries: 0, logLevel: 'off' });
  try {
    return { result: await program(client(pass.url), client(emulator.url), pass.url), readings, requests: emulator.requests };
  } finally {
    await pass.close();
    await emulator.close();
  }
}

const limits = { rpm: 50, itpm: 30_000, otpm: 8_000 };

describe('the pass-through', () => {
  it('hands a request and its answer on as they are, and reads the limits of the model', async () => {
    const { result, readings, requests } = await through({ limits }, async (client) => client.messages.create(body));
    assert.equal(result.type, 'message');
    assert.deepEqual(requests.map(({ path, model }) => [path, model]), [['/v1/messages', 'claude-sonnet-5']]);
    assert.equal(readings.length, 1);
    const [reading] = readings;
    assert.deepEqual([reading?.model, reading?.status, reading?.source], ['claude-sonnet-5', 200, 'pass-through']);
    assert.deepEqual(reading?.buckets.map(({ id, limit }) => [id, limit]), [['requests', 50], ['tokens', 38_000], ['input-tokens', 30_000], ['output-tokens', 8_000]]);
  });

  it('streams an answer event by event, as it comes', async () => {
    const { result } = await through({ limits }, async (client, direct) => {
      const types = async (from: Anthropic) => {
        const found: string[] = [];
        for await (const event of await from.messages.create({ ...body, stream: true })) found.push(event.type);
        return found;
      };
      return [await types(client), await types(direct)];
    });
    assert.deepEqual(result[0], result[1]);
    assert.ok((result[0]?.length ?? 0) > 4);
  });

  it('hands a 429 on with its headers, and tells of it', async () => {
    const { result, readings } = await through({ limits: { ...limits, rpm: 1 } }, async (client) => {
      await client.messages.create(body);
      return client.messages.create(body).catch((error: unknown) => error);
    });
    assert.ok(result instanceof Anthropic.RateLimitError);
    assert.ok(Number(result.headers.get('retry-after')) > 0);
    assert.deepEqual(readings.map(({ status, retryAfterSeconds }) => [status, retryAfterSeconds !== undefined]), [[200, false], [429, true]]);
  });

  it('takes no other endpoint for a message: its limits are others', async () => {
    const { result, readings } = await through({ limits }, async (client) => client.messages.countTokens({ model: body.model, messages: body.messages }));
    assert.ok(result.input_tokens > 0);
    assert.deepEqual(readings, []);
  });

  it('keeps nothing of a key or of what is said', async () => {
    const { readings } = await through({ limits }, async (client) => client.messages.create(body));
    const kept = JSON.stringify(readings);
    assert.ok(!kept.includes(apiKey) && !kept.includes('written here'), kept);
  });

  it('answers nobody who asks for another host than this machine', async () => {
    const { result } = await through({ limits }, async (_client, _direct, url) => statusOf(url, { host: 'evil.example' }));
    assert.equal(result, 403);
  });

  it('says so where the API cannot be reached, in the words of the API', async () => {
    const pass = await startPassThrough({ port: 0, upstream: await unusedAddress(), now: Date.now, onReading: () => assert.fail('nothing was read') });
    try {
      const error = await new Anthropic({ apiKey, baseURL: pass.url, maxRetries: 0, logLevel: 'off' }).messages.create(body).catch((found: unknown) => found);
      assert.ok(error instanceof Anthropic.InternalServerError && error.status === 502);
      assert.match(error.message, /could not reach the Claude API/);
    } finally {
      await pass.close();
    }
  });

  it('ends the request to the API when the program leaves', async () => {
    const server = createServer((incoming) => incoming.resume());
    const arrived = once(server, 'request') as Promise<[IncomingMessage, ServerResponse]>;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const pass = await startPassThrough({ port: 0, upstream: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`, now: Date.now, onReading: () => undefined });
    const stop = new AbortController();
    const asked = new Anthropic({ apiKey, baseURL: pass.url, maxRetries: 0, logLevel: 'off' }).messages.create(body, { signal: stop.signal }).catch(() => undefined);
    const [, response] = await arrived;
    const left = once(response, 'close');
    stop.abort();
    await Promise.all([asked, left]);
    await pass.close();
    server.close();
  });
});

async function unusedAddress(): Promise<string> {
  const pass = await startPassThrough({ port: 0, upstream: 'http://127.0.0.1:1', now: Date.now, onReading: () => undefined });
  await pass.close();
  return pass.url;
}

function statusOf(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(`${url}/v1/messages`, { method: 'POST', headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end('{}');
  });
}
