import assert from 'node:assert/strict';
import { loadGrammar } from '../../../src/io/grammars';
import type { LanguageId } from '../../../src/lint/call';
import { proposals } from '../../../src/lint/fixes/proposals';
import { createLinter } from '../../../src/lint/linter';
import type { QuickFix } from '../../../src/lint/quickFix';
import { applyEdits, sourceText } from '../../../src/lint/source';

const linter = createLinter(loadGrammar);

interface Offered {
  readonly fixes: readonly QuickFix[];
  /** The text after the backoff helper's fix, without the helper. */
  readonly wrapped: string | undefined;
}

async function offer(language: LanguageId, text: string): Promise<Offered> {
  const document = await linter.open(language, sourceText('a', text));
  const { calls, findings } = document.analyze({});
  const [finding] = findings;
  assert.ok(finding, 'there is something to repair');
  assert.equal(calls.length, 1);
  const found = document.quickFixes(finding);
  document.dispose();
  const wrap = found.find(({ fix }) => fix === 'wrap-in-backoff');
  return { fixes: found, wrapped: wrap && applyEdits(text, wrap.edits.filter((edit) => !edit.text.includes('backoff_seconds(result') && !edit.text.includes('ackoffMs(result'))) };
}

const typescript = (code: string) => `import Anthropic from '@anthropic-ai/sdk';\nconst client = new Anthropic({ maxRetries: 0 });\nconst body = { model: 'm', max_tokens: 1, messages: [] };\nconst url = 'https://api.anthropic.com/v1/messages';\n${code}\n`;
const python = (code: string) => `import anthropic\nimport httpx\nimport requests\nclient = anthropic.Anthropic(max_retries=0)\nlater = anthropic.AsyncAnthropic(max_retries=0)\nURL = "https://api.anthropic.com/v1/messages"\nlast = "x"\n${code}\n`;
const lastLine = (text: string | undefined) => text?.trimEnd().split('\n').at(-1);

describe('the backoff helper is offered', () => {
  const shapes: readonly [LanguageId, string, string][] = [
    ['typescript', 'export const ask = () => client.messages.create(body);', 'export const ask = () => withBackoff(() => client.messages.create(body));'],
    ['typescript', 'export const ask = async () => (await client.messages.create(body)).content;', 'export const ask = async () => (await withBackoff(() => client.messages.create(body))).content;'],
    ['tsx', "export const ask = () => fetch(url, { method: 'POST' }).then((r) => r.json());", "export const ask = () => withBackoff(() => fetch(url, { method: 'POST' })).then((r) => r.json());"],
    ['typescript', "export const ask = async () => fetch(url, { method: 'POST', body: await read() });", "export const ask = async () => withBackoff(async () => fetch(url, { method: 'POST', body: await read() }));"],
    ['typescript', "export const ask = (x: string) => fetch(url, { method: 'POST', body: 'await ' + x });", "export const ask = (x: string) => withBackoff(() => fetch(url, { method: 'POST', body: 'await ' + x }));"],
    ['python', 'def ask(): return client.messages.create(model="m", max_tokens=1, messages=[]).content', 'def ask(): return with_backoff(lambda: client.messages.create(model="m", max_tokens=1, messages=[])).content'],
    ['python', 'def ask(): return later.messages.create(model="m", max_tokens=1, messages=[])', 'def ask(): return with_backoff_async(lambda: later.messages.create(model="m", max_tokens=1, messages=[]))'],
    ['python', 'async def ask(c: httpx.AsyncClient): return await c.post(URL)', 'async def ask(c: httpx.AsyncClient): return await with_backoff_async(lambda: c.post(URL))'],
    ['python', 'def ask(): return httpx.post(URL)', 'def ask(): return with_backoff(lambda: httpx.post(URL))'],
    ['python', 'class A: ask = lambda self: requests.post(URL)', 'class A: ask = lambda self: with_backoff(lambda: requests.post(URL))'],
  ];
  for (const [language, before, after] of shapes) {
    it(`as in ${after}`, async () => {
      const { wrapped } = await offer(language, language === 'python' ? python(before) : typescript(before));
      assert.equal(lastLine(wrapped), after);
    });
  }

  const options: readonly [string, string][] = [
    ['body', 'body, { maxRetries: 0 }'],
    ['body,', 'body, { maxRetries: 0 },'],
    ['body, {}', 'body, { maxRetries: 0 }'],
    ['body, { timeout: 5 }', 'body, { timeout: 5, maxRetries: 0 }'],
    ['body, { maxRetries: 3, timeout: 5 }', 'body, { maxRetries: 0, timeout: 5 }'],
    ['body, { ...more }', 'body, { ...more, maxRetries: 0 }'],
  ];
  for (const [before, after] of options) {
    it(`with the SDK's own retries off for this call: (${before})`, async () => {
      const text = `import Anthropic from '@anthropic-ai/sdk';\nconst c = new Anthropic();\nconst more = { timeout: 5 };\nconst body = { model: 'm', max_tokens: 1, messages: [] };\nexport const ask = async () => await c.messages.create(${before});\n`;
      const { wrapped } = await offer('typescript', text);
      assert.equal(lastLine(wrapped), `export const ask = async () => await withBackoff(() => c.messages.create(${after}));`);
    });
  }

  it('first for plain HTTP, and behind the SDK’s own retries', async () => {
    const http = await offer('typescript', typescript("export const ask = () => fetch(url, { method: 'POST' });"));
    assert.deepEqual(http.fixes.map(({ fix, preferred, safe }) => [fix, preferred, safe]), [['wrap-in-backoff', true, true]]);
    const sdk = await offer('typescript', typescript('export const ask = async () => await client.messages.create(body);'));
    assert.deepEqual(sdk.fixes.map(({ fix, preferred }) => [fix, preferred]), [['set-sdk-retries', true], ['end-at-spend-limit', false], ['wrap-in-backoff', false]]);
  });

  it('around a call of a client that is only handed in, though not as safe beside another guard', async () => {
    const text = python('import tenacity\n@tenacity.retry(retry=tenacity.retry_if_exception_type(ValueError))\ndef ask(c): return c.messages.create(model="m", max_tokens=1, messages=[])');
    const { fixes, wrapped } = await offer('python', text);
    assert.equal(lastLine(wrapped), 'def ask(c): return with_backoff(lambda: c.with_options(max_retries=0).messages.create(model="m", max_tokens=1, messages=[]))');
    assert.deepEqual(fixes.map(({ fix, safe, preferred }) => [fix, safe, preferred]), [['repair-condition', false, true], ['use-retry-library', false, false], ['wrap-in-backoff', false, false]]);
  });

  it('as safe only where the arguments can be evaluated again and nothing else can change', async () => {
    const calls: readonly [LanguageId, string, boolean][] = [
      ['typescript', "export const ask = (x: unknown) => fetch(url, { method: 'POST', body: JSON.stringify(x) });", true],
      ['typescript', "export const ask = (q: string[]) => fetch(url, { method: 'POST', body: q.pop() });", false],
      ['typescript', "export const ask = async (r: Request) => await fetch(url, { method: 'POST', body: await r.text() });", false],
      ['typescript', "const all: unknown[] = []; let x = ''; for (const y of 'abc') { x += y; all.push(fetch(url, { method: 'POST', body: x })); }", false],
      ['typescript', 'export const ask = () => client.messages.create(body);', false],
      ['python', 'def ask(x): return requests.post(URL, json={"x": str(x)})', true],
      ['python', 'def ask(q): return requests.post(URL, json=q.get())', false],
    ];
    for (const [language, code, safe] of calls) {
      const { fixes } = await offer(language, language === 'python' ? python(code) : typescript(code));
      assert.equal(fixes.find(({ fix }) => fix === 'wrap-in-backoff')?.safe, safe, code);
    }
  });

  it('around a call of a private field, whose # is no comment', async () => {
    const text = "import Anthropic from '@anthropic-ai/sdk';\nclass A {\n  #c = new Anthropic({ maxRetries: 0 });\n  async ask() {\n    return await this.#c.messages.create({ model: await pick(), max_tokens: 1, messages: [] });\n  }\n}\n";
    assert.match((await offer('typescript', text)).wrapped ?? '', /await withBackoff\(async \(\) => this\.#c\.messages/);
  });

  it('beside a function of the same name that repeats nothing', async () => {
    const text = python('def with_backoff(send, cancelled): return send()\ndef ask(): return requests.post(URL)');
    assert.equal(lastLine((await offer('python', text)).wrapped), 'def ask(): return claude_with_backoff(lambda: requests.post(URL))');
  });

  it('under another name where its own is taken', async () => {
    const text = python('def with_backoff(fn): return fn\ndef ask(): return requests.post(URL)');
    assert.equal(lastLine((await offer('python', text)).wrapped), 'def ask(): return claude_with_backoff(lambda: requests.post(URL))');
  });
});

describe('the backoff helper is not offered where it would change what the code means', () => {
  const typed: readonly [string, string][] = [
    ['more is asked of an SDK’s promise than its value', 'export const ask = () => client.messages.create(body).withResponse();'],
    ['an SDK’s promise is kept', 'const promise = client.messages.create(body);'],
    ['the call returns a stream helper', 'export const ask = () => client.messages.stream(body);'],
    ['an argument yields', "export function* ask() { return fetch(url, { method: 'POST', body: yield 1 }); }"],
  ];
  for (const [why, code] of typed) it(`in TypeScript: ${why}`, async () => assert.equal((await offer('typescript', typescript(code))).wrapped, undefined));

  const lambdas: readonly [string, string][] = [
    ['an argument awaits', 'async def ask(): return requests.post(URL, data=await last.read())'],
    ['an argument yields', 'def ask(): return requests.post(URL, data=(yield 1))'],
    ['an argument assigns', 'def ask(): return requests.post(URL, data=(x := 1))'],
    ['the names are those of a class', 'class A: answer = requests.post(URL)'],
    ['the answer is opened by a with', 'def ask():\n  with requests.post(URL, stream=True) as r: return r.text'],
    ['a comprehension sends all at once', 'async def ask(c: httpx.AsyncClient): return [c.post(URL, json=x) for x in last]'],
    ['the module it needs is another one here', 'random = 4\ndef ask(): return requests.post(URL)'],
  ];
  for (const [why, code] of lambdas) it(`in Python: ${why}`, async () => assert.equal((await offer('python', python(code))).wrapped, undefined));

  it('around a call that a loop repeats already, only weakly', async () => {
    const loop = "for (let i = 0; i < 3; i++) { const r = await fetch(url, { method: 'POST' }); if (r.status !== 429) break; await new Promise((done) => setTimeout(done, 1000)); }";
    assert.equal((await offer('typescript', typescript(loop))).wrapped, undefined);
  });
});

describe('the fix that ends at a spend limit', () => {
  const ends: readonly [LanguageId, string, string][] = [
    ['typescript', 'new Anthropic()', 'new Anthropic({ maxRetries: 8, middleware: [endAtSpendLimit] })'],
    ['typescript', 'new Anthropic({})', 'new Anthropic({ maxRetries: 8, middleware: [endAtSpendLimit] })'],
    ['typescript', 'new Anthropic({ middleware: [log] })', 'new Anthropic({ maxRetries: 8, middleware: [log, endAtSpendLimit] })'],
    ['python', 'anthropic.Anthropic()', 'anthropic.Anthropic(max_retries=8, http_client=anthropic.DefaultHttpxClient(event_hooks={"response": [end_at_spend_limit]}))'],
    ['python', 'anthropic.Anthropic(http_client=anthropic.DefaultHttpxClient(event_hooks={"response": [log]}))', 'anthropic.Anthropic(http_client=anthropic.DefaultHttpxClient(event_hooks={"response": [log, end_at_spend_limit]}), max_retries=8)'],
    ['python', 'anthropic.Anthropic(http_client=anthropic.DefaultHttpxClient(timeout=9))', 'anthropic.Anthropic(http_client=anthropic.DefaultHttpxClient(timeout=9, event_hooks={"response": [end_at_spend_limit]}), max_retries=8)'],
  ];
  for (const [language, before, after] of ends) {
    it(`goes into ${before}`, async () => {
      const text =
        language === 'python'
          ? `import anthropic\n\ndef log(response):\n    print(response.status_code)\n\nclient = ${before}\nclient.messages.create(model="m", max_tokens=1, messages=[])\n`
          : `import Anthropic from '@anthropic-ai/sdk';\nasync function log(request, next) {\n  return next(request);\n}\nconst client = ${before};\nexport const ask = () => client.messages.create({ model: 'm', max_tokens: 1, messages: [] });\n`;
      const fix = (await offer(language, text)).fixes.find((one) => one.fix === 'end-at-spend-limit');
      assert.ok(fix);
      assert.ok(applyEdits(text, fix.edits).includes(`client = ${after}`), applyEdits(text, fix.edits));
    });
  }
});

describe('a fix that throws', () => {
  it('does not keep the others from being offered', () => {
    const quickFix: QuickFix = { fix: 'b', title: 'B', safe: true, preferred: true, edits: [] };
    const rules = ['weak-retry'] as const;
    const broken = { id: 'a', summary: '', rules, propose: () => assert.fail('broken') };
    const found = proposals([broken, { id: 'b', summary: '', rules, propose: () => quickFix }, { id: 'c', summary: '', rules, propose: () => ({ ...quickFix, fix: 'c' }) }], { finding: { rule: 'weak-retry' } } as never);
    assert.deepEqual(found.map(({ fix, preferred }) => [fix, preferred]), [['b', true], ['c', false]]);
  });
});
