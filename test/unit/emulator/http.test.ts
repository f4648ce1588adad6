import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import type { Emulator } from '../../../src/emulator/server';
import { hello, withEmulator } from './withEmulator';

const withoutKey = { 'anthropic-version': '2026-10-21', 'content-type': 'application/json' };
const withoutVersion = { 'x-api-key': 'test-key', 'content-type': 'application/json' };
const headers = { ...withoutKey, ...withoutVersion };

interface ErrorBody {
  readonly type: string;
  readonly error: { readonly type: string; readonly message: string; readonly details?: unknown };
  readonly request_id: string;
}

function post(emulator: Emulator, body: unknown, more: Readonly<Record<string, string>> = headers, path = '/v1/messages'): Promise<Response> {
  return fetch(emulator.url + path, { method: 'POST', headers: more, body: typeof body === 'string' ? body : JSON.stringify(body) });
}

async function errorOf(response: Response): Promise<readonly [number, string, string]> {
  const body = (await response.json()) as ErrorBody;
  assert.equal(body.type, 'error');
  assert.equal(body.request_id, response.headers.get('request-id'));
  assert.ok(!('details' in body.error));
  return [response.status, body.error.type, body.error.message];
}

describe('the emulator over plain HTTP', () => {
  it('refuses what the API refuses, with the body of an API error', () =>
    withEmulator({ maxBodyBytes: 1_000 }, async ({ emulator }) => {
      const citing = { ...hello, messages: [{ role: 'user', content: [{ type: 'text', text: 'a', citations: [{}] }] }] };
      const document = { ...hello, messages: [...hello.messages, { role: 'assistant', content: [{ type: 'document' }] }] };
      const cases: readonly (readonly [Promise<Response>, number, string, RegExp])[] = [
        [post(emulator, hello, withoutKey), 401, 'authentication_error', /x-api-key/],
        [post(emulator, hello, withoutVersion), 400, 'invalid_request_error', /anthropic-version: header is required/],
        [post(emulator, hello, { ...headers, 'anthropic-version': '2030-01-01' }), 400, 'invalid_request_error', /"2030-01-01"/],
        [post(emulator, '{"model":'), 400, 'invalid_request_error', /JSON/],
        [post(emulator, '[]'), 400, 'invalid_request_error', /JSON object/],
        [post(emulator, { ...hello, model: undefined }), 400, 'invalid_request_error', /^model: /],
        [post(emulator, { ...hello, max_tokens: undefined }), 400, 'invalid_request_error', /^max_tokens: /],
        [post(emulator, { ...hello, max_tokens: 0 }), 400, 'invalid_request_error', /^max_tokens: /],
        [post(emulator, { ...hello, messages: [] }), 400, 'invalid_request_error', /^messages: /],
        [post(emulator, { ...hello, temperature: 1 }), 400, 'invalid_request_error', /^temperature: /],
        [post(emulator, { ...hello, top_k: 1 }), 400, 'invalid_request_error', /^top_k: /],
        [post(emulator, citing), 400, 'invalid_request_error', /citations/],
        [post(emulator, document), 400, 'invalid_request_error', /document/],
        [post(emulator, { ...hello, model: 'gpt-4' }), 404, 'not_found_error', /gpt-4/],
        [post(emulator, { ...hello, system: 'a'.repeat(1_000) }), 413, 'request_too_large', /size/],
        [post(emulator, {}, headers, '/v1/complete'), 404, 'not_found_error', /deprecated/],
        [post(emulator, {}, headers, '/v1/elsewhere'), 404, 'not_found_error', /Not found/],
        [fetch(`${emulator.url}/v1/messages`, { headers }), 405, 'invalid_request_error', /Method/],
      ];
      for (const [response, status, type, message] of cases) {
        const [gotStatus, gotType, gotMessage] = await errorOf(await response);
        assert.deepEqual([gotStatus, gotType], [status, type]);
        assert.match(gotMessage, message);
      }
    }));

  it('takes a bearer token, an older version with temperature, and a query', () =>
    withEmulator({}, async ({ emulator }) => {
      const old = { authorization: 'Bearer token', 'anthropic-version': '2023-06-01' };
      assert.equal((await post(emulator, { ...hello, temperature: 0.5 }, old, '/v1/messages?beta=true')).status, 200);
    }));

  it('shows in its headers what a request took: estimated at the start, corrected afterwards, output as produced', () => {
    const now = Date.UTC(2026, 10, 24, 12);
    return withEmulator({ now: () => now, limits: { rpm: 60, itpm: 600, otpm: 600 } }, async ({ emulator }) => {
      const response = await post(emulator, hello);
      const { usage } = (await response.json()) as { usage: { input_tokens: number; output_tokens: number } };
      const header = (name: string) => response.headers.get(`anthropic-ratelimit-${name}`);
      assert.equal(header('input-tokens-remaining'), String(600 - usage.input_tokens));
      assert.equal(header('output-tokens-remaining'), String(600 - usage.output_tokens));
      assert.equal(header('tokens-limit'), '1200');
      assert.equal(header('tokens-remaining'), String(1200 - usage.input_tokens - usage.output_tokens));
      assert.equal(header('requests-reset'), '2026-11-24T12:00:01Z');
      const streamed = await post(emulator, { ...hello, stream: true });
      await streamed.text();
      const after = await post(emulator, hello);
      assert.equal(after.headers.get('anthropic-ratelimit-input-tokens-remaining'), String(600 - 3 * usage.input_tokens));
      assert.equal(after.headers.get('anthropic-ratelimit-output-tokens-remaining'), String(600 - 3 * usage.output_tokens));
    });
  });

  it('keeps its promise: a request sent when retry-after has passed is admitted, one sent a second earlier is not', () => {
    let now = Date.UTC(2026, 10, 24, 12);
    return withEmulator({ now: () => now, answerTokens: 100, limits: { rpm: 60, itpm: 600, otpm: 60 } }, async ({ emulator }) => {
      const body = { ...hello, max_tokens: 1_000 };
      assert.equal((await post(emulator, body)).status, 200);
      now += 500;
      const refused = await post(emulator, body);
      const [status, , message] = await errorOf(refused);
      assert.equal(status, 429);
      assert.match(message, /60 output tokens per minute/);
      const seconds = Number(refused.headers.get('retry-after'));
      assert.equal(seconds, 41);
      now += (seconds - 1) * 1000;
      assert.equal((await post(emulator, body)).status, 429);
      now += 1000;
      assert.equal((await post(emulator, body)).status, 200);
    });
  });

  it('keeps the limits of model classes apart, and those of one class together', () =>
    withEmulator({ limits: { rpm: 1 } }, async ({ emulator }) => {
      const status = async (model: string) => (await post(emulator, { ...hello, model })).status;
      assert.equal(await status('claude-opus-4-8'), 200);
      assert.equal(await status('claude-opus-4-5-20251101'), 429);
      assert.equal(await status('claude-opus-5'), 200);
      assert.equal(await status('claude-sonnet-4-6'), 200);
      assert.equal(await status('claude-fable-5'), 200);
      assert.equal(await status('claude-fable-5-1'), 429);
    }));

  it('applies the lower limit of a workspace and then shows the tightest token limit', () =>
    withEmulator({ limits: { rpm: 100, itpm: 9_000, otpm: 9_000, workspace: { otpm: 100 } } }, async ({ emulator }) => {
      const { headers: got } = await post(emulator, hello);
      assert.equal(got.get('anthropic-ratelimit-output-tokens-limit'), '100');
      assert.equal(got.get('anthropic-ratelimit-tokens-limit'), '100');
    }));

  it('refuses more requests at once than the connection limit', async () => {
    const gate = new EventTarget();
    const delay = () => new Promise<void>((resolve) => gate.addEventListener('open', () => resolve()));
    await withEmulator({ limits: { concurrent: 1 }, faults: [{ kind: 'slow', delayMs: 1, times: 1 }], delay }, async ({ emulator }) => {
      const first = post(emulator, hello);
      await until(() => emulator.requests.length === 1);
      const [status, , message] = await errorOf(await post(emulator, hello));
      gate.dispatchEvent(new Event('open'));
      assert.equal(status, 429);
      assert.match(message, /concurrent connections/);
      assert.equal((await first).status, 200);
    });
  });

  it('refuses usage that grows faster than the acceleration limit, until the next minute', () => {
    let now = Date.UTC(2026, 10, 24, 12, 0, 15);
    return withEmulator({ now: () => now, limits: { ramp: { startItpm: 40, stepItpm: 10_000 } } }, async ({ emulator }) => {
      assert.equal((await post(emulator, hello)).status, 200);
      const refused = await post(emulator, hello);
      const body = (await refused.json()) as ErrorBody;
      assert.deepEqual([refused.status, refused.headers.get('retry-after'), body.error.details], [429, '45', { error_code: 'ramp_limit_exceeded' }]);
      assert.match(body.error.message, /Your current limit is 40 input tokens per minute, and will increase to 10,040/);
      assert.equal(refused.headers.get('anthropic-ratelimit-requests-remaining'), '999');
      now += 45_000;
      assert.equal((await post(emulator, hello)).status, 200);
    });
  });
});

describe('the controls of the emulator', () => {
  const control = (emulator: Emulator, path: string, body?: unknown) =>
    fetch(`${emulator.url}/__emulator/${path}`, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) });

  it('order faults, set limits, list the requests and start afresh', () =>
    withEmulator({ limits: { rpm: 50 } }, async ({ emulator }) => {
      assert.equal((await control(emulator, 'faults', [{ kind: 'overloaded', times: 1 }])).status, 200);
      assert.equal((await post(emulator, hello)).status, 529);
      assert.equal((await control(emulator, 'limits', { rpm: 1 })).status, 200);
      assert.equal((await post(emulator, hello)).headers.get('anthropic-ratelimit-requests-limit'), '1');
      const { requests } = (await (await control(emulator, 'requests')).json()) as { requests: readonly { readonly status: number; readonly reason?: string }[] };
      assert.deepEqual(requests.map(({ status, reason }) => [status, reason]), [[529, 'overloaded'], [200, undefined]]);
      assert.equal((await control(emulator, 'reset', {})).status, 200);
      assert.equal(emulator.requests.length, 0);
      assert.equal((await post(emulator, hello)).headers.get('anthropic-ratelimit-requests-remaining'), '49');
    }));

  it('say what is wrong with a fault or a limit and then change nothing', () =>
    withEmulator({}, async ({ emulator }) => {
      for (const [path, body, sentence] of [
        ['faults', { kind: 'nothing' }, /There is no fault "nothing"/],
        ['faults', { kind: { toString: 1 } }, /A fault is named by its kind\. Faults are: /],
        ['faults', { kind: 'x'.repeat(100_000) }, /There is no fault "x{60}"/],
        ['faults', { kind: 'overloaded', ['y'.repeat(100_000)]: 1 }, /A fault has no "y{60}"/],
        ['limits', { rpm: 0 }, /rpm must be a number from 0\.001 to 1,000,000,000/],
        ['limits', { itpm: '5' }, /itpm must be a number/],
        ['limits', { otpm: null }, /otpm must be a number/],
        ['limits', { ramp: { startItpm: -5, stepItpm: 5 } }, /startItpm must be a number/],
        ['limits', { ramp: { startItpm: 5, stepItpm: 5, rpm: 5 } }, /ramp has no "rpm"\. It may have: startItpm, stepItpm/],
        ['limits', { workspace: { tpm: 5 } }, /workspace has no "tpm"\. It may have: rpm, itpm, otpm/],
        ['limits', { fast: { rpm: 5 } }, /fast has no "rpm"\. It may have: itpm, otpm/],
        ['limits', { fast: { itpm: 0 } }, /itpm must be a number/],
        ['limits', { ['z'.repeat(100_000)]: 1 }, /There is no limit "z{60}"/],
        ['limits', { tpm: 1 }, /There is no limit "tpm"/],
        ['limits', { ramp: { startItpm: 1 } }, /A ramp needs startItpm and stepItpm/],
        ['limits', { workspace: 5 }, /JSON object/],
        ['limits', 5, /JSON object/],
      ] as const) {
        const response = await control(emulator, path, body);
        assert.equal(response.status, 400);
        assert.match(((await response.json()) as { error: string }).error, sentence);
      }
      assert.equal((await control(emulator, 'elsewhere')).status, 404);
      assert.equal((await post(emulator, hello)).headers.get('anthropic-ratelimit-requests-limit'), '1000');
    }));

  it('answer messages with the longest waits and the smallest and largest limits that they take, and take none beyond', () =>
    withEmulator({}, async ({ emulator }) => {
      for (const kind of ['requests-limit', 'fast-mode-limit', 'subscription-five-hour', 'acceleration-limit']) {
        assert.equal((await control(emulator, 'faults', { kind, times: 1, retryAfterSeconds: 1_000_000_000 })).status, 400);
        assert.equal((await control(emulator, 'faults', { kind, times: 1, retryAfterSeconds: 999_999_999 })).status, 200);
        assert.equal((await post(emulator, hello)).headers.get('retry-after'), '999999999');
      }
      for (const name of ['rpm', 'itpm', 'otpm', 'burstSeconds', 'concurrent', 'countTokensRpm', 'batchesRpm']) {
        for (const [beyond, last] of [[0.0009, 0.001], [1e308, 1_000_000_000]] as const) {
          assert.equal((await control(emulator, 'limits', { [name]: beyond })).status, 400);
          assert.equal((await control(emulator, 'limits', { [name]: last })).status, 200);
          for (let count = 0; count < 2; count++) assert.match(String((await post(emulator, hello)).status), /200|429/, `${name} ${last}`);
          await control(emulator, 'reset', {});
        }
      }
    }));

  it('refuse a web page, whether it shows its origin or hides behind a host name', () =>
    withEmulator({}, async ({ emulator }) => {
      assert.equal(await statusOf(`${emulator.url}/__emulator/requests`, { origin: 'https://example.com' }), 403);
      assert.equal(await statusOf(`${emulator.url}/__emulator/requests`, { host: 'example.com' }), 403);
      assert.equal(await statusOf(`${emulator.url}/__emulator/requests`, {}), 200);
    }));
});

/** With node:http, because fetch does not let a caller choose `host`. */
function statusOf(url: string, more: Readonly<Record<string, string>>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    httpRequest(url, { headers: more }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
