import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadGrammar } from '../../../src/io/grammars';
import { workspaceProgram } from '../../../src/io/program/workspaceProgram';
import { createLinter, languageOf } from '../../../src/lint/linter';
import type { QuickFix } from '../../../src/lint/quickFix';
import { applyEdits, sourceText } from '../../../src/lint/source';
import { runnable, usePython } from './python';
import { runProgram } from './runProgram';

interface Offer {
  readonly fix?: QuickFix;
  /** The last line of the text with the fix in it. */
  readonly line?: string;
}

/** What is offered for the refused request in the last line of a text. */
async function offered(file: string, text: string): Promise<Offer> {
  const document = await createLinter(loadGrammar).open(languageOf(file) ?? 'typescript', sourceText(file, text));
  const finding = document.analyze({}).findings.find(({ rule }) => rule === 'outdated-request');
  assert.ok(finding, `nothing is found in ${text}`);
  const fix = document.quickFixes(finding).find((one) => one.fix === 'current-request');
  document.dispose();
  return fix ? { fix, line: applyEdits(text, fix.edits).split('\n').at(-1) } : {};
}

const url = "'https://api.anthropic.com/v1/messages'";
const key = 'process.env.ANTHROPIC_API_KEY';
const request = (headers: string, body = "JSON.stringify({ model: 'm', max_tokens: 1, messages: [] })", address = url) => `fetch(${address}, { method: 'POST', headers: ${headers}, body: ${body} });`;

describe('a request that the API refuses', () => {
  usePython();

  it('is put right as a whole: its key, its version and its address in one step', async () => {
    const { fix, line } = await offered('a.js', request(`{ 'x-api-key': \`Bearer \${${key}}\` }`, undefined, "'https://api.anthropic.com/v1/complete'"));
    assert.equal(line, request(`{ 'x-api-key': ${key}, 'anthropic-version': '2023-06-01' }`));
    assert.equal(fix?.title, 'Send it to /v1/messages, leave Bearer out of x-api-key and send anthropic-version 2023-06-01 (unsafe)');
    assert.equal(fix.safe, false);
  });

  it('keeps the letter case and the quotes of its headers', async () => {
    assert.equal((await offered('a.ts', request('{ "X-Api-Key": key, "Content-Type": type }'))).line, request('{ "X-Api-Key": key, "Anthropic-Version": "2023-06-01", "Content-Type": type }'));
    assert.equal((await offered('a.ts', request("{ 'x-api-key': key, 'anthropic-version': `2024-01-01` }"))).line, request("{ 'x-api-key': key, 'anthropic-version': `2023-06-01` }"));
  });

  it('gets no other type of header in TypeScript, where a variable of the environment may be missing', async () => {
    const version = "'anthropic-version': '2023-06-01'";
    assert.equal((await offered('a.ts', request(`{ 'x-api-key': 'Bearer ' + ${key}, ${version} }`))).line, request(`{ 'x-api-key': \`\${${key}}\`, ${version} }`));
    assert.equal((await offered('a.js', request(`{ 'x-api-key': 'Bearer ' + ${key}, ${version} }`))).line, request(`{ 'x-api-key': ${key}, ${version} }`));
  });

  it('is put right in the file that holds its headers, with the line ends of that file', async () => {
    const root = mkdtempSync(path.join(tmpdir(), 'headroom-request-'));
    try {
      const [headers, ask] = [path.join(root, 'headers.ts'), path.join(root, 'ask.ts')];
      writeFileSync(headers, "export const headers = {\r\n\t'content-type': 'application/json',\r\n\t'x-api-key': process.env.ANTHROPIC_API_KEY ?? '', // ours\r\n};\r\n");
      writeFileSync(ask, `import { headers } from './headers';\nexport const ask = () => ${request('headers')}\n`);
      const program = workspaceProgram({ roots: () => [root], note: () => undefined });
      await program.load();
      const document = await createLinter(loadGrammar, program).open('typescript', sourceText(ask, readFileSync(ask, 'utf8')), ask);
      const finding = document.analyze({}).findings.find(({ rule }) => rule === 'outdated-request');
      const edits = finding && document.quickFixes(finding).find(({ fix }) => fix === 'current-request')?.edits;
      document.dispose();
      assert.ok(edits);
      assert.deepEqual([...new Set(edits.map(({ span }) => span.file))], [headers]);
      assert.equal(applyEdits(readFileSync(headers, 'utf8'), edits), "export const headers = {\r\n\t'content-type': 'application/json',\r\n\t'x-api-key': process.env.ANTHROPIC_API_KEY ?? '', // ours\r\n\t'anthropic-version': '2023-06-01',\r\n};\r\n");
    } finally {
      rmSync(root, { recursive: true });
    }
  });

  it('keeps a key that goes into authorization, as the SDKs send it', async () => {
    assert.equal((await offered('a.ts', request(`{ Authorization: \`Bearer \${${key}}\` }`))).line, request(`{ Authorization: \`Bearer \${${key}}\`, 'anthropic-version': '2023-06-01' }`));
  });

  it('leaves out the parameters that its version refuses, wherever they stand in the line', async () => {
    const sent = (params: string) => request("{ 'x-api-key': key, 'anthropic-version': '2026-10-21' }", `JSON.stringify({ ${params} })`);
    for (const [before, after] of [
      ["temperature: 0, model: 'm'", "model: 'm'"],
      ["model: 'm', temperature: 0", "model: 'm'"],
      ["model: 'm', temperature: 0,", "model: 'm',"],
      ["top_p: 1, model: 'm', top_k: 2, temperature: 0", "model: 'm'"],
      ["model: 'm', top_k: 2, max_tokens: 1, temperature, messages", "model: 'm', max_tokens: 1, messages"],
    ] as const) assert.equal((await offered('a.ts', sent(before))).line, sent(after));
  });

  it('stays as it is where a comment would go, where a type may not allow it, and where more than its address is wrong', async () => {
    const sampling = "JSON.stringify({ model: 'm',\n  temperature: 0, // exact\n  messages: [] })";
    assert.deepEqual(await offered('a.ts', request("{ 'x-api-key': key, 'anthropic-version': '2026-10-21' }", sampling)), {});
    assert.deepEqual(await offered('a.ts', `const headers: Known = { 'x-api-key': key };\n${request('headers')}`), {});
    const known = "{ 'x-api-key': key, 'anthropic-version': '2023-06-01' }";
    assert.deepEqual(await offered('a.ts', request(known, "JSON.stringify({ model: 'claude-2.1', prompt: p, max_tokens_to_sample: 1 })", "'https://api.anthropic.com/v1/complete'")), {});
    const streams = "JSON.stringify({ model: 'm', max_tokens: 1, messages: [], stream: true })";
    const stream = "'https://api.anthropic.com/v1/messages/stream'";
    assert.deepEqual(await offered('a.ts', request(known, undefined, stream)), {});
    assert.equal((await offered('a.ts', request(known, streams, stream))).line, request(known, streams));
    assert.deepEqual(await offered('a.py', 'from anthropic import Anthropic\nAnthropic().completions.create(model="claude-haiku-4-5", prompt="")'), {});
  });

  const programs = runnable<readonly [string, string, readonly (number | null)[]]>([
    ['refusedRequests', 'ts', [404, 400, 400, 400, 400, 200]],
    ['refusedRequests', 'mjs', [404, 400]],
  ], [
    ['refused_requests', 'py', [404, 400, 400, 400, 400]],
  ]);
  for (const [name, ending, before] of programs) {
    it(`is answered by the API once it is put right: ${name}.${ending}`, async () => {
      const [unfixed, fixed] = await Promise.all([runProgram(`${name}.${ending}`, []), runProgram(`${name}.current-request.fixed.${ending}`, [])]);
      assert.deepEqual([unfixed.code, ...unfixed.requests.map(({ status }) => status)], [1, ...before], unfixed.output);
      assert.deepEqual([fixed.code, ...fixed.requests.map(({ status }) => status)], [0, ...before.map(() => 200)], fixed.output);
    });
  }
});
