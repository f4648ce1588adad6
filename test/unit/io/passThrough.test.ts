import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type IncomingMessage, type Server, type ServerResponse, createServer, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { networkInterfaces } from 'node:os';
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

  it('answers nobody who asks for another host than this machine, as a page does that made its name point here', async () => {
    const { requests } = await through({ limits }, async (_client, _direct, url) => {
      const { port } = new URL(url);
      for (const host of ['evil.example', `evil.example:${port}`, '127.0.0.1.evil.example', `localhost.evil.example:${port}`, `127.0.0.1:${port}@evil.example`, '0.0.0.0', '127.0.0.1:', '']) {
        assert.match(await exchange(url, `POST /v1/messages HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}`), /^HTTP\/1\.1 403 /, host);
      }
      assert.match(await exchange(url, 'GET /v1/models HTTP/1.0\r\n\r\n'), /^HTTP\/1\.1 403 /);
      for (const origin of ['https://evil.example', 'null', 'https://localhost.evil.example']) assert.equal(await statusOf(url, { origin }), 403, origin);
    });
    assert.deepEqual(requests, []);
  });

  it('asks no other host than the API, whatever the request names as its target', async () => {
    const evil = createServer();
    let asked = 0;
    evil.on('connection', () => asked++);
    await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve));
    const other = `127.0.0.1:${portOf(evil)}`;
    const { requests } = await through({ limits }, async (_client, _direct, url) => {
      const ask = (start: string) => exchange(url, `${start} HTTP/1.1\r\nHost: 127.0.0.1\r\nx-api-key: ${apiKey}\r\nConnection: close\r\n\r\n`);
      for (const target of [`http://${other}/v1/messages`, `@${other}/`, `:80@${other}/`, '*', 'v1/messages']) {
        assert.match(await ask(`GET ${target}`), /^HTTP\/1\.1 400 /, target);
      }
      // Node closes a connection that asks for a tunnel.
      assert.equal(await exchange(url, `CONNECT ${other} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`), '');
      for (const target of [`//${other}/v1/messages`, `/\\${other}/v1/messages`, `///${other}/`, `/@${other}/`, `/..//${other}/`, `/%2f%2f${other}/`]) assert.match(await ask(`GET ${target}`), /^HTTP\/1\.1 404 /, target);
    });
    evil.close();
    assert.equal(asked, 0);
    assert.equal(requests.length, 6);
  });

  it('upgrades no connection: the API gets a plain request', async () => {
    const seen: unknown[] = [];
    const api = createServer((incoming, response) => {
      seen.push([incoming.headers.upgrade, incoming.headers['sec-websocket-key']]);
      response.end('plain');
    });
    await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
    const pass = await startPassThrough({ port: 0, upstream: `http://127.0.0.1:${portOf(api)}`, now: Date.now, onReading: () => undefined });
    try {
      const answer = await exchange(pass.url, 'GET /v1/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n');
      assert.match(answer, /^HTTP\/1\.1 200 [\s\S]*plain/);
      assert.deepEqual(seen, [[undefined, 'AAAAAAAAAAAAAAAAAAAAAA==']]);
    } finally {
      await pass.close();
      api.close();
    }
  });

  it('listens on 127.0.0.1 and on no other address of the machine', async () => {
    const others = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []).filter(({ address, scopeid }) => address !== '127.0.0.1' && !scopeid);
    const pass = await startPassThrough({ port: 0, upstream: 'http://127.0.0.1:1', now: Date.now, onReading: () => undefined });
    try {
      const port = Number(new URL(pass.url).port);
      assert.equal(await reaches('127.0.0.1', port), true);
      // On Linux all of 127.0.0.0/8 leads to this machine, and 0.0.0.0 would listen there, too.
      const addresses = [...others.map(({ address }) => address), ...(process.platform === 'linux' ? ['127.0.0.2'] : [])];
      for (const address of addresses) assert.equal(await reaches(address, port), false, address);
    } finally {
      await pass.close();
    }
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

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** Sends bytes as they are, and gives all that comes back. */
async function exchange(url: string, bytes: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  let answer = '';
  socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
  socket.on('error', () => undefined);
  socket.write(bytes);
  await once(socket, 'close');
  return answer;
}

function reaches(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

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
