import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import Anthropic from '@anthropic-ai/sdk';
import { type EmulatorOptions, startEmulator } from '../../../src/emulator/server';
import { type ConfiguredLimitsResult, readConfiguredLimits } from '../../../src/io/readConfiguredLimits';

const adminKey = 'sk-ant-admin01-secret_of-the-organization';

async function fromEmulator(options: EmulatorOptions, key = adminKey) {
  const emulator = await startEmulator({ seed: 1, ...options });
  try {
    return { result: await readConfiguredLimits({ adminKey: key, baseUrl: emulator.url, now: () => 7 }), requests: [...emulator.requests] };
  } finally {
    await emulator.close();
  }
}

/** From a server of the test's own; gives the requests, too. */
async function fromServer(answer: RequestListener): Promise<{ readonly result: ConfiguredLimitsResult; readonly urls: readonly string[] }> {
  const urls: string[] = [];
  const server = createServer((request, response) => {
    urls.push(request.url ?? '');
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return { result: await readConfiguredLimits({ adminKey, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, now: () => 7 }), urls };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const json = (body: unknown): RequestListener => (_request, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));

describe('the configured limits', () => {
  it('are those of the organization, and of a workspace that has some of its own', async () => {
    const { result, requests } = await fromEmulator({ limits: { rpm: 50, itpm: 30_000, otpm: 8_000, workspace: { rpm: 20 } } });
    assert.ok(result.kind === 'read');
    const { at, organization, workspaces } = result.limits;
    assert.equal(at, 7);
    const opus = organization.find(({ models }) => models.includes('claude-opus-5'));
    assert.deepEqual(opus, { kind: 'model_group', name: 'Claude Opus 5', models: ['claude-opus-5'], limits: [{ type: 'requests_per_minute', value: 50 }, { type: 'input_tokens_per_minute_cache_aware', value: 30_000 }, { type: 'output_tokens_per_minute', value: 8_000 }] });
    assert.ok(organization.some(({ kind }) => kind === 'token_count'));
    assert.deepEqual(workspaces.map(({ name }) => name), ['Emulated']);
    assert.deepEqual(workspaces[0]?.groups[0]?.limits, [{ type: 'requests_per_minute', value: 20, organization: 50 }]);
    assert.deepEqual(requests.map(({ path }) => path.replace(/wrkspc_\w+/, '{id}')), ['/v1/organizations/rate_limits', '/v1/organizations/workspaces', '/v1/organizations/workspaces/{id}/rate_limits']);
    assert.ok(requests.every(({ headers }) => headers['anthropic-version'] !== undefined));
    assert.ok(!JSON.stringify([result, requests]).includes(adminKey));
  });

  it('have no workspace where none has limits of its own', async () => {
    const { result } = await fromEmulator({});
    assert.ok(result.kind === 'read' && result.limits.workspaces.length === 0 && result.limits.organization.length > 3);
  });

  it('come page by page where the API divides them', async () => {
    const emulator = await startEmulator({ seed: 1 });
    try {
      const { organization } = new Anthropic({ apiKey: adminKey, baseURL: emulator.url, logLevel: 'off' });
      const whole = await organization.rateLimits.list();
      const ids: string[] = [];
      for await (const entry of organization.rateLimits.list({ limit: 2 })) ids.push(entry.id);
      assert.deepEqual(ids, whole.data.map(({ id }) => id));
      assert.equal(emulator.requests.length, 1 + Math.ceil(ids.length / 2));
    } finally {
      await emulator.close();
    }
    const group = (name: string) => ({ group_type: 'batch', models: null, limits: [{ type: name, value: 1 }] });
    const { result } = await fromServer((request, response) => {
      const isSecond = request.url?.includes('page=two') === true;
      json(request.url?.includes('rate_limits') === true ? { data: [group(isSecond ? 'second' : 'first')], next_page: isSecond ? null : 'two' } : { data: [], has_more: false })(request, response);
    });
    assert.ok(result.kind === 'read');
    assert.deepEqual(result.limits.organization.flatMap(({ limits }) => limits.map(({ type }) => type)), ['first', 'second']);
  });

  it('are asked for with the admin key in its header, and with no other key', async () => {
    const sent: (readonly unknown[])[] = [];
    await fromServer((request, response) => {
      sent.push([request.headers['x-api-key'], request.headers.authorization]);
      json({ data: [] })(request, response);
    });
    assert.deepEqual(sent, [[adminKey, undefined], [adminKey, undefined]]);
  });

  it('end with an address that always names one more page', async () => {
    const { result, urls } = await fromServer(json({ data: [{ id: 'x' }], next_page: 'again', has_more: true, last_id: 'x' }));
    assert.ok(result.kind === 'read' && urls.length < 3_000);
  });

  it('say in a sentence why they cannot be read, and never the key', async () => {
    const cases: readonly [Promise<{ readonly result: ConfiguredLimitsResult }>, 'key' | 'other', RegExp][] = [
      [fromEmulator({ faults: [{ kind: 'authentication', path: '*' }] }), 'key', /refused the admin key \(401\)/],
      [fromEmulator({}, 'sk-ant-api03-of-a-workspace'), 'key', /may not read the configured limits \(403\)/],
      [fromServer((_request, response) => void response.writeHead(404).end('no')), 'other', /no Rate Limits API at this address \(404\)/],
      [fromServer((_request, response) => void response.writeHead(500).end(adminKey)), 'other', /could not be read \(500\)/],
      [fromServer((_request, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()), 'other', /could not be read/],
      [fromServer((_request, response) => response.destroy()), 'other', /could not be reached/],
      [fromServer(json({ data: 5 })), 'other', /could not be read/],
    ];
    for (const [asked, about, message] of cases) {
      const { result } = await asked;
      assert.ok(result.kind === 'failed');
      assert.deepEqual([result.about, message.test(result.message)], [about, true], result.message);
      assert.ok(!result.message.includes('sk-ant') && !result.message.includes('secret'));
    }
  });
});
