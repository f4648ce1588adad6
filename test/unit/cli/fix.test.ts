import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { writeFileSafely } from '../../../src/io/writeFileSafely';
import { runInFolder } from './runInFolder';
import { retried, unretried, unretriedPython, weak } from './samples';

const root = path.join(__dirname, '..', '..', '..');
const fixed = unretried.replace('maxRetries: 0', 'maxRetries: 8');
const guarded = "import pRetry from 'p-retry';\nimport Anthropic from '@anthropic-ai/sdk';\nconst claude = new Anthropic({ maxRetries: 4 });\nexport const ask = () => pRetry(() => claude.messages.create({ model: 'claude-sonnet-5', max_tokens: 1, messages: [] }), { retries: 9, shouldRetry: ({ error }) => (error as { status?: number }).status === 429 });\n";

describe('headroom check --fix', () => {
  it('applies the safe fixes and reports what is left', async () => {
    const { code, out, notes, files } = await runInFolder({ 'a.ts': unretried, 'b.py': unretriedPython, 'c.ts': retried }, ['check', '--fix']);
    assert.equal(String(files['a.ts']), fixed);
    assert.equal(String(files['b.py']), unretriedPython.replace('max_retries=0', 'max_retries=8'));
    assert.equal(String(files['c.ts']), retried);
    assert.equal(out, 'No problems: 3 Claude calls in 3 files.\n');
    assert.deepEqual(notes, ['Applied 2 fixes in 2 files.']);
    assert.equal(code, 0);
    assert.deepEqual(Object.keys(files).sort(), ['a.ts', 'b.py', 'c.ts']);
  });

  it('goes on until nothing is left to fix: what a fix makes needless goes, too', async () => {
    const { out, files } = await runInFolder({ 'a.ts': unretried.replace('  return', '  // headroom-disable-next-line weak-retry -- told\n  return') }, ['check', '--fix']);
    assert.equal(String(files['a.ts']), fixed);
    assert.match(out, /^No problems/);
  });

  it('applies a fix that may change more only when told so', async () => {
    const safe = await runInFolder({ 'a.ts': guarded }, ['check', '--fix']);
    assert.equal(String(safe.files['a.ts']), guarded);
    assert.match(safe.out, /nested-retries/);
    const { files, out } = await runInFolder({ 'a.ts': guarded }, ['check', '--fix', '--unsafe']);
    assert.notEqual(String(files['a.ts']), guarded);
    assert.ok(!out.includes('nested-retries'), out);
    const { code, notes } = await runInFolder({ 'a.ts': guarded }, ['check', '--unsafe']);
    assert.deepEqual([code, notes], [2, ['headroom: --unsafe goes with --fix or --diff']]);
  });

  it('repairs the client in the file where it is made, if that file was named', async () => {
    const sources = {
      'lib/client.ts': "import Anthropic from '@anthropic-ai/sdk';\nexport const claude = new Anthropic({ maxRetries: 0 });\n",
      'src/ask.ts': "import { claude } from '../lib/client';\nexport const ask = () => claude.messages.create({ model: 'claude-sonnet-5', max_tokens: 1, messages: [] });\nexport const again = () => claude.messages.create({ model: 'claude-sonnet-5', max_tokens: 2, messages: [] });\n",
    };
    const { code, files } = await runInFolder(sources, ['check', '--fix']);
    assert.match(String(files['lib/client.ts']), /maxRetries: 8/);
    assert.equal(String(files['src/ask.ts']), sources['src/ask.ts']);
    assert.equal(code, 0);
    const part = await runInFolder(sources, ['check', '--fix', 'src']);
    assert.equal(String(part.files['lib/client.ts']), sources['lib/client.ts']);
    assert.equal(part.code, 1);
  });

  it('keeps byte order mark, encoding, line ends and mode', async () => {
    const crlf = (text: string) => text.replaceAll('\n', '\r\n');
    const forms: readonly (readonly [string, (text: string) => Uint8Array])[] = [
      ['bom.ts', (text) => Buffer.from(`\uFEFF${crlf(text)}// 🙂`)],
      ['utf16.ts', (text) => Buffer.from(`\uFEFF${text}// é`, 'utf16le')],
      ['utf16be.ts', (text) => Buffer.from(`\uFEFF${crlf(text)}`, 'utf16le').swap16()],
      ['mac.ts', (text) => Buffer.from(text.replaceAll('\n', '\r'))],
    ];
    const { files } = await runInFolder(Object.fromEntries(forms.map(([name, form]) => [name, form(unretried)])), ['check', '--fix']);
    for (const [name, form] of forms) assert.deepEqual(files[name], Buffer.from(form(fixed)), name);
  });

  it('leaves a read-only file, one that is not valid UTF-8 and one with a syntax error as they are, and says why', async () => {
    const latin1 = Buffer.concat([Buffer.from(unretried), Buffer.from('// caf\u00E9\n', 'latin1')]);
    const broken = `${unretried}if ((\n`;
    const { code, out, notes, files } = await runInFolder({ 'broken.ts': broken, 'latin1.ts': latin1, 'locked.ts': unretried, 'open.ts': unretried }, ['check', '--fix'], { modes: { 'locked.ts': 0o444 } });
    assert.deepEqual([String(files['broken.ts']), files['latin1.ts'], String(files['locked.ts']), String(files['open.ts'])], [broken, latin1, unretried, fixed]);
    assert.deepEqual(notes.filter((note) => note.includes('not fixed')), ['broken.ts: not fixed: it has a syntax error', 'latin1.ts: not fixed: it is not valid UTF-8, and would lose what cannot be read', 'locked.ts: not fixed: it is read-only']);
    assert.match(out, /3 problems/);
    assert.equal(code, 1);
  });

  it('loses nothing where a file cannot be written, says so and ends with 2', function () {
    if (process.platform === 'win32') this.skip();
    const folder = mkdtempSync(path.join(os.tmpdir(), 'headroom-full-'));
    const long = `${unretried}// ${'x'.repeat(5000)}\n`;
    writeFileSync(path.join(folder, 'a.ts'), long);
    // A limit to the size of files fails a write half way, as a full disk does.
    const { status, stderr, stdout } = spawnSync('bash', ['-c', `ulimit -f 2 && exec "${process.execPath}" --require "${require.resolve('tsx/cjs')}" "${path.join(root, 'src/cli/main.ts')}" check --fix`], { cwd: folder, encoding: 'utf8', env: { ...process.env, TSX_DISABLE_CACHE: '1' } });
    assert.equal(stderr, 'a.ts: not written: it would be larger than files may be here; it is as it was\n');
    assert.match(stdout, /unretried-call/);
    assert.equal(status, 2);
    assert.equal(readFileSync(path.join(folder, 'a.ts'), 'utf8'), long);
    assert.deepEqual(readdirSync(folder), ['a.ts']);
    rmSync(folder, { recursive: true });
  });
});

describe('headroom check --diff', () => {
  const files = { 'src/a.ts': unretried, 'b.ts': weak.replaceAll('\n', '\r\n'), 'c.ts': retried };

  it('prints what --fix would do and writes nothing', async () => {
    const ran = await runInFolder(files, ['check', '--diff']);
    assert.match(ran.out, /^--- a\/b\.ts\n\+\+\+ b\/b\.ts\n/);
    assert.match(ran.out, /\n-const claude = new Anthropic\(\{ maxRetries: 0 \}\);\n\+const claude = new Anthropic\(\{ maxRetries: 8 \}\);\n/);
    assert.equal(ran.code, 1);
    assert.deepEqual(Object.fromEntries(Object.entries(ran.files).map(([name, bytes]) => [name, String(bytes)])), files);
    assert.deepEqual(await runInFolder({ 'a.ts': retried }, ['check', '--diff']).then(({ code, out }) => [code, out]), [0, '']);
  });

  it('is read by git apply, with the result of --fix', async () => {
    const { out } = await runInFolder(files, ['check', '--diff']);
    const folder = mkdtempSync(path.join(os.tmpdir(), 'headroom-diff-'));
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, path.basename(name)), text);
    execFileSync('git', ['apply', '-p1', '-'], { cwd: folder, input: out.replaceAll('/src/', '/') });
    const result = await runInFolder(files, ['check', '--fix']);
    for (const name of Object.keys(files)) assert.deepEqual(readFileSync(path.join(folder, path.basename(name))), result.files[name]);
    rmSync(folder, { recursive: true });
  });
});

describe('fixes in a notebook', () => {
  const client = ['import anthropic\n', 'client = anthropic.Anthropic(max_retries=0)'];
  const call = 'client.messages.create(model="claude-haiku-4-5", max_tokens=9, messages=[])';
  const notebook = (cells: string, source: string, rest = '') => `{\n "nbformat": 4, "nbformat_minor" : 5,\n\t"metadata": {"x": 1.0, "y": 1e3},\n "cells": [${cells}${source}${rest}]\n}`;
  const code = (source: string) => `{"cell_type": "code", "outputs": [{"text": "caf\\u00e9 \\/ 1.50"}], "metadata": {},\n   "source": ${source}}`;

  it('change nothing but the source of their cells, in its own form', async () => {
    const markdown = '{"cell_type":"markdown","source":["a"]}, ';
    const cases: readonly (readonly [string, string])[] = [
      [`[\n    ${client.map((line) => JSON.stringify(line)).join(',\n    ')}\n   ]`, 'max_retries=8'],
      [JSON.stringify(client), 'max_retries=8'],
      [JSON.stringify(client.join('')), 'max_retries=8'],
      [`["# \\u00e9\\n", ${JSON.stringify(client.join(''))}]`, 'max_retries=8'],
    ];
    for (const [source, after] of cases) {
      const text = notebook(markdown, code(source), `, ${code(JSON.stringify(`%%time\n${call}`))}`);
      const { files } = await runInFolder({ 'a.ipynb': text }, ['check', '--fix']);
      assert.equal(String(files['a.ipynb']), text.replace('max_retries=0', after).replace('"import anthropic\\nclient = anthropic.Anthropic(max_retries=8)"]', '"import anthropic\\n", "client = anthropic.Anthropic(max_retries=8)"]'));
    }
  });

  it('keep the magics of a cell', async () => {
    const text = notebook('', code(JSON.stringify(`%pip install anthropic\n${client.join('')}\n%time ${call}`)));
    const { files, out } = await runInFolder({ 'a.ipynb': text }, ['check', '--fix']);
    assert.equal(String(files['a.ipynb']), text.replace('max_retries=0', 'max_retries=8'));
    assert.match(out, /^No problems/);
  });
});

describe('writing a file', () => {
  it('keeps its mode and the link that leads to it, and leaves nothing else behind', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'headroom-write-'));
    const file = path.join(folder, 'a.ts');
    writeFileSync(file, 'old');
    chmodSync(file, 0o751);
    symlinkSync('a.ts', path.join(folder, 'link.ts'));
    assert.equal(await writeFileSafely(path.join(folder, 'link.ts'), Buffer.from('new')), undefined);
    assert.equal(readFileSync(file, 'utf8'), 'new');
    assert.equal(statSync(file).mode & 0o777, 0o751);
    assert.deepEqual(readdirSync(folder).sort(), ['a.ts', 'link.ts']);
    assert.match((await writeFileSafely(path.join(folder, 'nowhere', 'a.ts'), Buffer.from('new'))) ?? '', /ENOENT/);
    rmSync(folder, { recursive: true });
  });
});
