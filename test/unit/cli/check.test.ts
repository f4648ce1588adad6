import assert from 'node:assert/strict';
import { runInFolder } from './runInFolder';
import { retried, unretried, unretriedPython, weak } from './samples';

describe('headroom check', () => {
  it('prints each finding with its place, level, message and rule, its reasons below, and a count', async () => {
    const { code, out } = await runInFolder({ 'src/b.ts': unretried, 'a.py': unretriedPython, 'c.ts': retried }, ['check']);
    const lines = out.split('\n');
    assert.match(lines[0] ?? '', /^a\.py:3:1 {2}warning {2}\S.* {2}unretried-call$/);
    assert.match(lines[1] ?? '', /^ {4}a\.py:2:\d+ {2}\S/);
    assert.equal(lines[2], '');
    assert.match(lines[3] ?? '', /^src\/b\.ts:5:16 {2}warning {2}/);
    assert.equal(lines.at(-2), '2 problems (2 warning); 3 Claude calls in 3 files.');
    assert.equal(code, 1);
  });

  it('ends with 0 when there is nothing above information', async () => {
    const { code, out } = await runInFolder({ 'a.ts': weak }, ['check']);
    assert.match(out, / {2}information {2}.*weak-retry\n/);
    assert.equal(code, 0);
  });

  it('says so when there are no problems', async () => {
    const { code, out } = await runInFolder({ 'a.ts': retried }, ['check', 'a.ts']);
    assert.equal(out, 'No problems: 1 Claude call in 1 file.\n');
    assert.equal(code, 0);
  });

  it('switches rules off and sets their level', async () => {
    const files = { 'a.ts': unretried, 'b.ts': weak };
    const { code, out } = await runInFolder(files, ['check', '--rule', 'unretried-call=off', '--rule', 'weak-retry=error']);
    assert.match(out, /1 problem \(1 error\)/);
    assert.equal(code, 1);
    assert.equal((await runInFolder(files, ['check', '--rule', 'no-such-rule=off'])).code, 2);
  });

  it('prints JSON for other programs', async () => {
    const { out } = await runInFolder({ 'a.ts': unretried }, ['check', '--format', 'json']);
    const { version, findings } = JSON.parse(out) as { version: number; findings: Record<string, unknown>[] };
    assert.equal(version, 1);
    const [{ message, url, reasons, ...rest } = {}] = findings;
    assert.deepEqual(rest, { file: 'a.ts', line: 5, column: 16, endLine: 5, endColumn: 38, rule: 'unretried-call', severity: 'warning' });
    assert.match(String(message), /429/);
    assert.match(String(url), /^https:.*unretried-call/);
    assert.deepEqual((reasons as { line: number }[]).map(({ line }) => line), [2]);
  });

  it('colours only where the terminal shows colours', async () => {
    const escape = '\u001B[';
    assert.ok(!(await runInFolder({ 'a.ts': unretried }, ['check'])).out.includes(escape));
    assert.ok((await runInFolder({ 'a.ts': unretried }, ['check'], { colours: true })).out.includes(`${escape}33mwarning${escape}0m`));
  });

  it('ends with 2 and says why when it is called wrongly', async () => {
    for (const [args, why] of [[['check', 'nowhere'], /nowhere/], [['check', '--format', 'xml'], /text, json/], [['chek'], /unknown command/], [['check', '--no-such'], /unknown option/]] as const) {
      const { code, out, notes } = await runInFolder({ 'a.ts': unretried }, args);
      assert.equal(code, 2);
      assert.equal(out, '');
      assert.match(notes.join('\n'), why);
    }
  });

  it('ends with 0 when asked for help or the version', async () => {
    assert.equal((await runInFolder({}, ['--help'])).code, 0);
    const { code, out } = await runInFolder({}, ['--version']);
    assert.equal(code, 0);
    assert.match(out, /^\d+\.\d+\.\d+\n$/);
  });

  it('notes an empty folder', async () => {
    const { code, notes } = await runInFolder({ 'README.md': '' }, ['check']);
    assert.deepEqual(notes, ['No TypeScript, JavaScript or Python files found.']);
    assert.equal(code, 0);
  });

  it('reads odd encodings, leaves out what is no text or too large, and says so', async () => {
    const files = {
      'bom.ts': `\uFEFF${unretried}`,
      'utf16.ts': Buffer.from(`\uFEFF${unretried}`, 'utf16le'),
      'utf16be.ts': Buffer.from(`\uFEFF${unretried}`, 'utf16le').swap16(),
      'latin1.ts': Buffer.concat([Buffer.from(unretried), Buffer.from('// caf\u00E9\n', 'latin1')]),
      'nul.ts': `${unretried}// a \0 by mistake\n`,
      'binary.ts': Buffer.from([1, 0, 2, 0]),
      'bundle.js': `import Anthropic from '@anthropic-ai/sdk';${'x();'.repeat(10_000)}`,
      'large.ts': `// ${'x'.repeat(1024 * 1024)}`,
      'broken.ts': unretried.slice(0, 60),
      'empty.ts': '',
    };
    const { code, out, notes } = await runInFolder(files, ['check']);
    assert.deepEqual([...out.matchAll(/^(\w+\.ts):5:16 {2}warning/gm)].map(([, file]) => file), ['bom.ts', 'latin1.ts', 'nul.ts', 'utf16.ts', 'utf16be.ts']);
    assert.match(notes.join('\n'), /^binary\.ts: skipped: not a text file.*\nbundle\.js: skipped: minified\nlarge\.ts: skipped: larger than 1 MB\nlatin1\.ts: not valid UTF-8.*$/);
    assert.equal(code, 1);
  });
});
