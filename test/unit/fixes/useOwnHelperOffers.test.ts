import assert from 'node:assert/strict';
import { memoryProgram } from '../../fuzz/memoryProgram';
import { loadGrammar } from '../../../src/io/grammars';
import { createLinter, languageOf } from '../../../src/lint/linter';
import type { QuickFix } from '../../../src/lint/quickFix';
import { applyEdits, sourceText } from '../../../src/lint/source';

/** What the fix makes of the only call of a file that is to be repaired, and the fix; undefined where it is not offered. */
async function offered(files: Readonly<Record<string, string>>): Promise<{ readonly text: string; readonly fix: QuickFix } | undefined> {
  const [file = ''] = Object.keys(files);
  const text = files[file] ?? '';
  const language = languageOf(file);
  assert.ok(language);
  const linter = createLinter(loadGrammar, memoryProgram(new Map(Object.entries(files))));
  const document = await linter.open(language, sourceText(file, text), file);
  const { findings } = document.analyze({});
  const found = findings.filter(({ rule }) => rule === 'unretried-call');
  assert.equal(found.length, 1);
  const fix = found.flatMap((finding) => document.quickFixes(finding)).find(({ fix: id }) => id === 'use-own-helper');
  document.dispose();
  return fix && { text: applyEdits(text, fix.edits), fix };
}

const ts = (helper: string, call = 'export const ask = async () => await client.messages.create(body);') => ({
  'a.ts': `import Anthropic from '@anthropic-ai/sdk';\nconst client = new Anthropic({ maxRetries: 0 });\nconst body = { model: 'm', max_tokens: 1, messages: [] };\n${helper}\n${call}\n`,
});
const loop = (more = 'throw error', end = '') => `for (let i = 0; i < 8; i++) { try { return await send(); } catch (error) { if (![429, 529].includes(error.status) || i === 7) ${more}; await new Promise((r) => setTimeout(r, 10_000)); } }${end}`;
const python = (helper: string, call = 'def ask(): return client.messages.create(model="m", max_tokens=1, messages=[])') => ({ 'a.py': `import time\nimport anthropic\nclient = anthropic.Anthropic(max_retries=0)\n${helper}\n${call}\n` });
const body = (more = '') => `
    for i in range(8):
        try:
            return send(${more})
        except anthropic.APIStatusError as error:
            if error.status_code not in (429, 529) or i == 7:
                raise
            time.sleep(10)
`;

describe('the helper that a program has', () => {
  it('is offered whatever its name is, and not as safe as long as nothing of Claude is in its hands', async () => {
    for (const files of [ts(`async function f<T>(send: () => Promise<T>): Promise<T> { ${loop()} throw new Error(); }`), python(`def f(send, tries=8):${body()}`)]) {
      const found = await offered(files);
      assert.match(found?.text ?? '', /\bf\((?:\(\) =>|lambda:) client\.messages\.create/);
      assert.equal(found?.fix.safe, false);
      assert.equal(found.fix.preferred, false);
    }
  });

  const unfit: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'gives back nothing in the end': python(`def f(send):\n    for i in range(8):\n        try:\n            return send()\n        except anthropic.APIStatusError as error:\n            if error.status_code not in (429, 529):\n                raise\n            time.sleep(10)`),
    'needs more than the function': python(`def f(send, tries):${body()}`),
    'passes its function something': python(`def f(send):${body('1')}`),
    'does not wait for what its function answers': ts(`async function f<T>(send: () => Promise<T>): Promise<T> { ${loop().replace('await send', 'send')} throw new Error(); }`),
    'has no end': ts(`async function f<T>(send: () => Promise<T>): Promise<T> { ${loop().replace('i < 8', '').replace(' || i === 7', '')} }`),
    'leaves overloads alone': python(`def f(send):${body().replace('(429, 529)', '(429,)')}`),
    'sends a refused request again': python(`def f(send):${body().replace('error.status_code not in (429, 529) or ', '')}`),
    'gives up before a limit refills': python(`def f(send):${body().replace('sleep(10)', 'sleep(1)')}`),
    'changes what comes back': python(`def f(send):${body().replace('return send()', 'return {"answer": send()}')}`),
    'takes one type of answers only': ts(`async function f(send: () => Promise<string>): Promise<string> { ${loop()} throw new Error(); }`),
    'does not say what it gives back': ts(`async function f<T>(send: () => Promise<T>) { ${loop()} }`),
    'is a method': ts(`class A { async f<T>(send: () => Promise<T>): Promise<T> { ${loop()} throw new Error(); } }`),
    'waits on the spot, for a call that answers later': python(`def f(send):${body()}`, 'later = anthropic.AsyncAnthropic(max_retries=0)\nasync def ask(): return await later.messages.create(model="m", max_tokens=1, messages=[])'),
    'comes after what runs': python('', `answer = client.messages.create(model="m", max_tokens=1, messages=[])\ndef f(send):${body()}`),
    'is hidden by another of its name': python(`def f(send):${body()}`, 'def ask(f): return client.messages.create(model="m", max_tokens=1, messages=[])'),
  };
  const decorator = (head: string, tail: string, more = '') => python(`${head}\n    def sent(*args, **kwargs):${body('*args, **kwargs').replaceAll('\n', '\n    ')}\n${more}    return sent${tail}`);
  const fitDecorators: Readonly<Record<string, readonly [Readonly<Record<string, string>>, RegExp]>> = {
    'a decorator': [decorator('def f(send):', ''), /return f\(client\.messages\.create\)\(model="m"/],
    'what makes a decorator': [python(`def f(tries=8):\n    def d(send):\n        def sent(*args, **kwargs):${body('*args, **kwargs').replaceAll('\n', '\n        ')}\n        return sent\n    return d`), /return f\(\)\(client\.messages\.create\)\(model="m"/],
  };
  for (const [what, [files, written]] of Object.entries(fitDecorators)) it(`is used as ${what}, where it is one`, async () => assert.match((await offered(files))?.text ?? '', written));

  const unfitDecorators: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'needs to be told how often': python(`def f(tries):\n    def d(send):\n        def sent(*args, **kwargs):${body('*args, **kwargs').replaceAll('\n', '\n        ')}\n        return sent\n    return d`),
    'hands on no arguments': python(`def f(send):\n    def sent():${body().replaceAll('\n', '\n    ')}\n    return sent`),
    'has a way of its own for what is awaited': decorator('def f(send):', ' if time else later', '    async def later(*args, **kwargs):\n        return await send(*args, **kwargs)\n'),
    'waits on the spot, for a call that answers later': Object.fromEntries(Object.entries(decorator('def f(send):', '')).map(([file, text]) => [file, text.replace('def ask(): return client', 'later = anthropic.AsyncAnthropic(max_retries=0)\nasync def ask(): return await later')])),
  };
  for (const [why, files] of Object.entries(unfitDecorators)) it(`is not offered as a decorator that ${why}`, async () => assert.equal((await offered(files))?.text, undefined));

  for (const [why, files] of Object.entries(unfit)) it(`is not offered where it ${why}`, async () => assert.equal((await offered(files))?.text, undefined));

  const retrying = `import time\nimport anthropic\n\n\ndef f(send):${body()}`;
  const client = 'import anthropic\n\nclient = anthropic.Anthropic(max_retries=0)\n';
  const user = 'from app.retrying import f\nfrom app.clients import client\n\n\ndef say():\n    return f(lambda: client.messages.create(model="m", max_tokens=1, messages=[]))\n';
  const caller = (imports: string) => `${imports}\n\n\ndef ask():\n    # Once\n    return client.messages.create(model="m", max_tokens=1, messages=[])\n`;
  const program = (imports: string, more: Readonly<Record<string, string>> = {}) => ({ 'app/ask.py': caller(imports), 'app/__init__.py': '', 'app/retrying.py': retrying, 'app/clients.py': client, 'app/say.py': user.replaceAll('from app', 'from '), ...more });

  it('is imported from another file as the file writes its imports', async () => {
    const files = program('from .clients import client', { 'app/say.py': user.replaceAll('from app', 'from ') });
    assert.equal((await offered(files))?.text, caller('from .clients import client\nfrom .retrying import f').replace('return client.', 'return f(lambda: client.').replace('messages=[])', 'messages=[]))'));
  });

  it('is added to the names that are imported from its file already', async () => {
    const files = program('from .clients import client\nfrom .retrying import WAIT', { 'app/retrying.py': `${retrying}\nWAIT = 1\n` });
    assert.match((await offered(files))?.text ?? '', /from \.retrying import WAIT, f\n/);
  });

  it('is not imported where nobody else does, where that would make a circle, or where its name is taken', async () => {
    assert.equal(await offered(program('from .clients import client', { 'app/say.py': '' })), undefined);
    assert.equal(await offered(program('from .clients import client', { 'app/retrying.py': `from .ask import ask\n${retrying}` })), undefined);
    assert.equal(await offered(program('from .clients import client\nf = 1')), undefined);
  });

  it('is offered no more once another file has lost it', async () => {
    const texts = new Map(Object.entries(program('from .clients import client')));
    const linter = createLinter(loadGrammar, memoryProgram(texts));
    const [asking, other] = await Promise.all(['app/ask.py', 'app/retrying.py'].map((file) => linter.open('python', sourceText(file, texts.get(file) ?? ''), file)));
    assert.ok(asking && other);
    const [finding] = asking.analyze({}).findings;
    assert.ok(finding);
    const isOffered = () => asking.quickFixes(finding).some(({ fix }) => fix === 'use-own-helper');
    assert.equal(isOffered(), true);
    other.update(sourceText('app/retrying.py', 'import anthropic\n\n\ndef f(send):\n    return send()\n'));
    other.analyze({});
    assert.equal(isOffered(), false);
    asking.dispose();
    other.dispose();
  });
});
