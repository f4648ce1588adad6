import assert from 'node:assert/strict';
import vm from 'node:vm';
import { transformSync } from 'esbuild';
import { backoffHelpers } from '../../../src/lint/fixes/backoffHelpers';

/** 2026-01-01T00:00:00Z. */
const now = Date.UTC(2026, 0, 1);

interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** The message of an error without an answer. */
  readonly message?: string;
  readonly code?: string;
}

interface Seen {
  readonly sent: number;
  /** In ms. */
  readonly waits: readonly number[];
  readonly end: unknown;
  readonly failed: boolean;
}

type Helper = (send: () => Promise<unknown>, signal?: AbortSignal) => Promise<unknown>;

/** The helper as a program runs it, with a clock that waits for nobody and the given random number. */
function load(language: 'typescript' | 'javascript', random: number, waits: number[], setTimer: (run: () => void) => unknown = (run) => queueMicrotask(run)): Helper {
  const { shared, async } = backoffHelpers[language];
  const { code } = transformSync(`${shared.code}\n${async.code}\n`, { loader: language === 'typescript' ? 'ts' : 'js' });
  const clock = Object.assign((...args: [string]) => new Date(...args), { now: () => now, parse: (text: string) => Date.parse(text) });
  const setTimeout = (run: () => void, ms: number) => (waits.push(ms), setTimer(run));
  const context = { setTimeout, clearTimeout: () => undefined, Date: clock, Math: { ...mathOf(), random: () => random }, Error };
  return vm.runInNewContext(`${code}\n${async.name}`, context) as Helper;
}

function mathOf(): Pick<Math, 'min'> {
  return { min: (...values) => Math.min(...values) };
}

/** How an answer reaches the caller: as a `fetch` response, or as the error of the SDK or of axios. */
const forms: Readonly<Record<string, (answer: Answer) => { readonly returned: unknown } | { readonly thrown: unknown }>> = {
  fetch: ({ status, headers, body, message, code }) =>
    status === undefined ? { thrown: Object.assign(new TypeError(message), { cause: { code } }) } : { returned: new Response(JSON.stringify(body ?? {}), { status, headers }) },
  'the SDK': ({ status, headers, body, message }) =>
    status === 200 ? { returned: { content: [] } } : { thrown: Object.assign(new Error(message ?? 'failed'), status === undefined ? {} : { status, headers: new Headers(headers), error: body }) },
  axios: ({ status, headers, body, message, code }) => {
    const response = { status, headers: headers ?? {}, data: body };
    if (status === 200) return { returned: response };
    return { thrown: Object.assign(new Error(message ?? 'failed'), status === undefined ? { code } : { status, response }) };
  },
};

async function play(helper: Helper, form: string, answers: readonly Answer[]): Promise<Omit<Seen, 'waits'>> {
  let sent = 0;
  const send = async () => {
    const outcome = forms[form]!(answers[Math.min(sent++, answers.length - 1)]!);
    await Promise.resolve();
    if ('thrown' in outcome) throw outcome.thrown;
    return outcome.returned;
  };
  try {
    return { end: await helper(send), sent, failed: false };
  } catch (error) {
    return { end: error, sent, failed: true };
  }
}

const ok: Answer = { status: 200 };
const limited = (headers: Readonly<Record<string, string>>): Answer => ({ status: 429, headers });
const refusal = (error: unknown): Answer => ({ status: 429, body: { type: 'error', error } });

for (const language of ['typescript', 'javascript'] as const) {
  describe(`the backoff helper in ${language}`, () => {
    for (const form of Object.keys(forms)) {
      const run = async (answers: readonly Answer[], random = 0): Promise<Seen> => {
        const waits: number[] = [];
        return { ...(await play(load(language, random, waits), form, answers)), waits };
      };

      it(`waits as long as the service says, in whichever way it says so: ${form}`, async () => {
        const told: readonly [Readonly<Record<string, string>>, number][] = [
          [{ 'retry-after': '7' }, 7000],
          [{ 'retry-after': '0.25' }, 250],
          [{ 'retry-after-ms': '1500', 'retry-after': '9' }, 1500],
          [{ 'retry-after': new Date(now + 30_000).toUTCString() }, 30_000],
          [{ 'retry-after': '120' }, 120_000],
        ];
        for (const [headers, wait] of told) assert.deepEqual((await run([limited(headers), ok])).waits, [wait], JSON.stringify(headers));
      });

      it(`adds a moment to the time it was told, so that callers do not come back all at once: ${form}`, async () => {
        assert.deepEqual((await run([limited({ 'retry-after': '2' }), ok], 0.5)).waits, [2250]);
      });

      it(`backs off by itself where the service says nothing usable: ${form}`, async () => {
        for (const value of ['0', '-3', 'soon', new Date(now - 5000).toUTCString()]) assert.deepEqual((await run([limited({ 'retry-after': value }), ok], 0.5)).waits, [500], value);
      });

      it(`gives up after 8 requests and, on average, a minute, with the last answer or error: ${form}`, async () => {
        const answers = Array.from({ length: 9 }, (_, index) => ({ status: 529, headers: { 'x-number': String(index + 1) } }));
        const { sent, waits, end, failed } = await run(answers, 0.999999);
        assert.equal(sent, 8);
        assert.deepEqual(waits.map((ms) => Math.round(ms / 1000)), [1, 2, 4, 8, 16, 32, 60]);
        assert.equal(failed, form !== 'fetch');
        const headers = (end as { headers?: Headers; response?: { headers: Record<string, string> } }).headers?.get('x-number') ?? (end as { response: { headers: Record<string, string> } }).response.headers['x-number'];
        assert.equal(headers, '8');
      });

      it(`sends again what can succeed, and nothing else: ${form}`, async () => {
        const again = [408, 409, 429, 500, 502, 503, 504, 529];
        for (const status of [400, 401, 402, 403, 404, 413, 422, 501, ...again]) assert.equal((await run([{ status }, ok])).sent, again.includes(status) ? 2 : 1, String(status));
      });

      it(`tells a broken connection from a mistake of the program: ${form}`, async () => {
        const broken: Answer = form === 'the SDK' ? { message: 'Connection error.' } : form === 'axios' ? { message: 'read', code: 'ECONNRESET' } : { message: 'fetch failed', code: 'UND_ERR_SOCKET' };
        assert.equal((await run([broken, ok])).sent, 2);
        for (const message of ["Cannot read properties of undefined (reading 'text')", 'This operation was aborted', 'Request was aborted.']) assert.equal((await run([{ message }, ok])).sent, 1, message);
      });

      it(`stops where waiting does not help: ${form}`, async () => {
        const hopeless: readonly Answer[] = [
          refusal({ details: { error_code: 'enforced_spend_limit_reached' } }),
          refusal({ details: { error_code: 'contract_spend_limit_reached' } }),
          refusal({ message: 'Extra usage is required for long context requests.', details: null }),
          limited({ 'retry-after': '121' }),
          limited({ 'x-should-retry': 'false', 'retry-after': '1' }),
        ];
        for (const answer of hopeless) assert.equal((await run([answer, ok])).sent, 1, JSON.stringify(answer));
        assert.equal((await run([refusal({ details: { error_code: 'ramp_limit_exceeded' } }), ok])).sent, 2);
      });
    }

    it('leaves the body of an answer to the caller', async () => {
      const { end } = await play(load(language, 0, []), 'fetch', [{ status: 529, body: { hello: 1 } }]);
      assert.deepEqual(await (end as Response).json(), { hello: 1 });
    });

    it('ends a wait, and sends nothing more, once it is aborted', async () => {
      const controller = new AbortController();
      const reason = new Error('enough');
      const waits: number[] = [];
      const helper = load(language, 0, waits, () => queueMicrotask(() => controller.abort(reason)));
      let sent = 0;
      const send = () => Promise.resolve((sent++, new Response('{}', { status: 529 })));
      await assert.rejects(helper(send, controller.signal), reason);
      assert.deepEqual([sent, waits.length], [1, 1]);
      await assert.rejects(helper(send, controller.signal), reason);
      assert.equal(sent, 1);
    });
  });
}
