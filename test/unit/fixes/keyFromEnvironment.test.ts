import assert from 'node:assert/strict';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startEmulator } from '../../../src/emulator/server';
import { loadGrammar } from '../../../src/io/grammars';
import type { ProgramHost } from '../../../src/lint/program/programHost';
import { createLinter, languageOf } from '../../../src/lint/linter';
import type { QuickFix } from '../../../src/lint/quickFix';
import { applyEdits, sourceText } from '../../../src/lint/source';
import { runnable, usePython } from './python';
import { runAgainst } from './runProgram';

/** Made of chance, without the end that a real one has. */
const key = 'sk-ant-api03-Zr8kQ1xWv5nT_yB3mLc7Hd-Gs0pJeUa9fKo2RiVtXwN6bSzCqEhM4gYlDjPuA8nOvT1kWxIr5mBcZ7yHd3sLpQfG0bq';
const another = 'sk-ant-api03-Hq2vN8xKc5rTz_yB1mLd7Gs-Wp0JeUa9fQo3RiVtXkM6bSnCwEhZ4gYlDjPuA8rOvT1kBxIc5mWzQ7yHd3sLpNfG0bq';

async function fixOf(file: string, text: string, host?: ProgramHost): Promise<QuickFix | undefined> {
  const document = await createLinter(loadGrammar, host).open(languageOf(file) ?? 'typescript', sourceText(file, text), file);
  const finding = document.analyze({}).findings.find(({ rule }) => rule === 'hardcoded-key');
  assert.ok(finding, 'nothing is found');
  const fix = document.quickFixes(finding).find((one) => one.fix === 'key-from-environment');
  document.dispose();
  return fix;
}

/** A text with the fix in it, or undefined where none is offered. */
async function fixed(file: string, text: string): Promise<string | undefined> {
  const fix = await fixOf(file, text);
  return fix && applyEdits(text, fix.edits);
}

const sdk = "import Anthropic from '@anthropic-ai/sdk';\n";

describe('a key that stands in the code', () => {
  usePython();

  it('is read by the SDK itself where it was its option, and stays a text elsewhere in TypeScript', async () => {
    for (const [before, after] of [
      [`new Anthropic({ apiKey: '${key}' })`, 'new Anthropic()'],
      [`new Anthropic({ apiKey: "${key}", timeout: 5 })`, 'new Anthropic({ timeout: 5 })'],
      [`new Anthropic({\n  // of the team\n  apiKey: '${key}',\n})`, 'new Anthropic({\n  // of the team\n  apiKey: process.env.ANTHROPIC_API_KEY,\n})'],
      [`new Anthropic({ ...base, apiKey: '${key}' })`, 'new Anthropic({ ...base, apiKey: process.env.ANTHROPIC_API_KEY })'],
      [`const key: string = '${key}';`, "const key: string = process.env.ANTHROPIC_API_KEY ?? '';"],
      [`const headers = { Authorization: 'Bearer ${key}' };`, 'const headers = { Authorization: `Bearer ${process.env.ANTHROPIC_API_KEY}` };'],
      [`const key = process.env.CLAUDE_KEY || '${key}';`, "const key = process.env.CLAUDE_KEY || '';"],
    ] as const) assert.equal(await fixed('a.ts', sdk + before), sdk + after);
    assert.equal(await fixed('a.js', `const key = '${key}'`), 'const key = process.env.ANTHROPIC_API_KEY');
  });

  it('comes from os.environ in Python, which is imported where it is missing', async () => {
    for (const [before, after] of [
      [`import anthropic\nclient = anthropic.Anthropic(api_key="${key}")\n`, 'import anthropic\nclient = anthropic.Anthropic()\n'],
      [`"""Asks."""\nfrom __future__ import annotations\n\nKEY = '${key}'\n`, `"""Asks."""\nfrom __future__ import annotations\n\nimport os\n\nKEY = os.environ['ANTHROPIC_API_KEY']\n`],
      [`"""Asks."""\n\nKEY = "${key}"\n`, '"""Asks."""\n\nimport os\n\nKEY = os.environ["ANTHROPIC_API_KEY"]\n'],
      [`import os\nHEADERS = {"Authorization": "Bearer ${key}"}\n`, `import os\nHEADERS = {"Authorization": f"Bearer {os.environ['ANTHROPIC_API_KEY']}"}\n`],
      [`import os\nKEY = os.getenv("CLAUDE_KEY", "${key}")\n`, 'import os\nKEY = os.environ["CLAUDE_KEY"]\n'],
      [`import os\nKEY = os.environ.get("CLAUDE_KEY") or "${key}"\n`, 'import os\nKEY = os.environ.get("CLAUDE_KEY") or ""\n'],
      [`KEY = "${key}"\nimport os\nimport httpx\n`, 'import os\n\nKEY = os.environ["ANTHROPIC_API_KEY"]\nimport os\nimport httpx\n'],
      [`def ask():\n    import os\n    return "${key}"\n`, 'import os\n\ndef ask():\n    import os\n    return os.environ["ANTHROPIC_API_KEY"]\n'],
      [`import httpx\r\nKEY = "${key}"\r\n`, 'import os\r\nimport httpx\r\nKEY = os.environ["ANTHROPIC_API_KEY"]\r\n'],
    ] as const) assert.equal(await fixed('a.py', before), after);
  });

  it('stays where the environment is no place for it, or what the code does with it is not known', async () => {
    const kept: readonly (readonly [string, string])[] = [
      ['a.ts', `if (given === '${key}') allow();`],
      ['a.ts', `console.log('${key}');`],
      ['a.ts', `const settings = '{"apiKey":"${key}"}';`],
      ['a.ts', `const both = ['${key}'];`],
      ['a.ts', `const key = '${key}' as const;`],
      ['a.ts', `function ask(key = '${key}') { return key; }`],
      ['a.ts', `process.env.ANTHROPIC_API_KEY = '${key}';`],
      ['a.ts', `${sdk}new Anthropic({ apiKey: '${key}', dangerouslyAllowBrowser: true });`],
      ['a.ts', `export default { fetch: () => fetch(url, { headers: { 'x-api-key': '${key}' } }) };`],
      ['a.ts', `const keys = { one: '${key}', two: '${another}' };`],
      ['a.ts', `const key = '${key.replace('api03', 'admin01')}';`],
      ['a.ts', `import { useState } from 'react';\nconst key = '${key}';`],
      ['a.ts', `const mode = import.meta.env.MODE;\nconst key = '${key}';`],
      ['a.ts', `const run = (process: Job) => start(process, { key: '${key}' });`],
      ['a.tsx', `const key = '${key}';`],
      ['client.test.ts', `const key = '${key}';`],
      ['test_client.py', `KEY = "${key}"`],
      ['a.py', `import os\nos.environ["ANTHROPIC_API_KEY"] = "${key}"`],
      ['a.py', `import os\nos.environ.setdefault("ANTHROPIC_API_KEY", "${key}")`],
      ['a.py', `os = 1\nKEY = "${key}"`],
      ['a.py', `def ask(key="${key}"): return key`],
    ];
    const host: ProgramHost = { resolve: () => undefined, importersOf: () => [], read: () => undefined, leadsToClaude: () => false, claudeFiles: () => [], versionOf: () => undefined };
    for (const [file, text] of kept) assert.equal(await fixOf(file, text, host), undefined, `${file}: ${text.replaceAll(key, 'KEY')}`);
  });

  it('is in no title and no edit', async () => {
    for (const text of [`const key = '${key}';`, `${sdk}new Anthropic({ apiKey: '${key}' })`, `const headers = { Authorization: 'Bearer ${key}' };`, `const key = process.env.CLAUDE_KEY || '${key}';`]) {
      const fix = await fixOf('a.ts', text);
      assert.ok(fix);
      assert.equal(fix.safe, false);
      assert.doesNotMatch(JSON.stringify(fix), /sk-ant/);
    }
  });

  for (const [name, ending] of runnable([['keyInCode', 'ts'], ['keyInCode', 'mjs']], [['key_in_code', 'py']])) {
    it(`is sent no more by ${name}.${ending}, which sends that of the environment`, async () => {
      const [before, after] = await Promise.all([keysSent(`${name}.${ending}`), keysSent(`${name}.key-from-environment.fixed.${ending}`)]);
      assert.ok(before.length > 1 && before.some((sent) => sent.startsWith('sk-ant-api03-')));
      assert.deepEqual(after, before.map(() => 'test-key'));
    });
  }
});

/** The keys that a program sends, in their order: what stands between it and the emulator notes them. */
async function keysSent(name: string): Promise<readonly string[]> {
  const emulator = await startEmulator({ seed: 1 });
  const keys: string[] = [];
  const between = createServer((request, response) => {
    keys.push(String(request.headers['x-api-key'] ?? request.headers.authorization?.replace(/^Bearer /, '')));
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const headers = { 'x-api-key': 'test-key', 'content-type': 'application/json', 'anthropic-version': String(request.headers['anthropic-version']) };
      void fetch(emulator.url + (request.url ?? ''), { method: 'POST', headers, body: Buffer.concat(chunks) }).then(async (answer) => response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text()));
    });
  });
  try {
    const { code, output } = await runAgainst(await listening(between), name);
    assert.equal(code, 0, output.replace(/sk-ant-[\w-]+/g, ''));
    return keys;
  } finally {
    await new Promise((done) => between.close(done));
    await emulator.close();
  }
}

function listening(server: Server): Promise<string> {
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)));
}
