import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { type Entry, parseBaseline, printBaseline } from '../../../src/cli/baseline/baseline';
import { type Extra, runInFolder } from './runInFolder';
import { retried, unretried, unretriedPython, weak } from './samples';
import { validSarif } from './validSarif';

type Files = Readonly<Record<string, string>>;

const name = 'headroom.baseline.json';
const second = unretried.slice(unretried.indexOf('export')).replace('ask', 'again');
const check = (files: Files, ...more: readonly string[]) => runInFolder(files, ['check', ...more]);

/** These files with the baseline that they get. */
async function withBaseline(files: Files, ...more: readonly string[]): Promise<Files> {
  const ran = await check(files, '--update-baseline', ...more);
  assert.equal(ran.code, 0, ran.notes.join('\n'));
  return { ...files, [name]: String(ran.files[name]) };
}

describe('headroom check --baseline', () => {
  it('is written sorted, one line for each entry, with paths relative to it', async () => {
    const { code, out, notes, files } = await check({ 'src/b.ts': unretried + second, 'a.py': unretriedPython, 'c.ts': weak, 'd.ts': retried }, '--update-baseline');
    assert.equal(
      String(files[name]),
      `{
  "version": 1,
  "findings": {
    "a.py": [
      { "rule": "unretried-call", "line": "client.messages.create(model=\\"claude-haiku-5-5\\", max_tokens=9, messages=[])", "count": 1 }
    ],
    "c.ts": [
      { "rule": "weak-retry", "line": "return await claude.messages.create({", "count": 1 }
    ],
    "src/b.ts": [
      { "rule": "unretried-call", "line": "return await claude.messages.create({", "count": 2 }
    ]
  }
}
`,
    );
    assert.deepEqual(notes, [`${name} holds 4 findings.`]);
    assert.equal(out, 'No problems but 4 in the baseline: 5 Claude calls in 4 files.\n');
    assert.equal(code, 0);
  });

  it('keeps what it holds from being reported, and reports what comes after, in every format', async () => {
    const files = await withBaseline({ 'a.ts': unretried });
    const { code, out, notes } = await check(files, '--baseline');
    assert.deepEqual([code, out, notes], [0, 'No problems but 1 in the baseline: 1 Claude call in 1 file.\n', []]);
    const more = { ...files, 'a.ts': unretried + second, 'b.ts': unretried };
    const text = await check(more, '--baseline', name);
    assert.match(text.out, /^a\.ts:12:16 .*\n.*\n\nb\.ts:5:16 .*\n.*\n\n2 problems \(2 warning\), and 1 in the baseline; 3 Claude calls in 2 files\.\n$/);
    assert.equal(text.code, 1);
    const json = JSON.parse((await check(more, '--baseline', '--format', 'json')).out) as { findings: { file: string; line: number }[] };
    assert.deepEqual(json.findings.map(({ file, line }) => [file, line]), [['a.ts', 12], ['b.ts', 5]]);
    assert.deepEqual((await check(more, '--baseline', '--format', 'github')).out.match(/line=\d+/g), ['line=12', 'line=5']);
    const { runs } = validSarif((await check(more, '--baseline', '--format', 'sarif')).out);
    assert.deepEqual(runs[0]?.results?.map(({ baselineState, suppressions }) => [baselineState, suppressions?.map(({ kind }) => kind)]), [['unchanged', ['external']], ['new', []], ['new', []]]);
  });

  it('knows its findings again where lines have moved and are indented otherwise', async () => {
    const files = await withBaseline({ 'a.ts': unretried });
    const { code } = await check({ ...files, 'a.ts': `\n\n// more\n${unretried.replace('  return  ', '\treturn ')}` }, '--baseline');
    assert.equal(code, 0);
  });

  it('fails where it holds what is no longer found, names it and says what to do; the update takes it out', async () => {
    const files = await withBaseline({ 'a.ts': unretried + second, 'gone.ts': unretried, 'kept.ts': weak });
    const repaired = { ...Object.fromEntries(Object.entries(files).filter(([file]) => file !== 'gone.ts')), 'a.ts': unretried };
    const { code, out, notes } = await check(repaired, '--baseline');
    assert.equal(code, 1);
    assert.match(out, /^No problems but 2 in the baseline/);
    assert.deepEqual(notes, [
      `${name}: a.ts: unretried-call is no longer found: return await claude.messages.create({`,
      `${name}: gone.ts: unretried-call is no longer found: return await claude.messages.create({`,
      `What is no longer found does not belong into a baseline: the same command with --update-baseline takes it out of ${name}.`,
    ]);
    assert.equal((await check({ ...repaired, 'a.ts': retried }, '--baseline')).notes[0], `${name}: a.ts: unretried-call is no longer found 2 times: return await claude.messages.create({`);
    const updated = await withBaseline(repaired);
    assert.deepEqual(updated[name], (await withBaseline({ 'a.ts': unretried, 'kept.ts': weak }))[name]);
    assert.deepEqual([(await check(updated, '--baseline')).code, (await check(updated, '--baseline')).notes], [0, []]);
  });

  it('says nothing of what a run does not look at, cannot read or has switched off, and keeps it in an update', async () => {
    const files = await withBaseline({ 'src/a.ts': unretried, 'lib/b.ts': unretried, 'c.ts': unretried });
    const fine = { ...files, 'src/a.ts': retried };
    const cases: readonly (readonly [Files, readonly string[]])[] = [
      [{ ...fine, 'lib/b.ts': retried }, ['c.ts']],
      [fine, ['lib']],
      [fine, ['lib/**/*.ts']],
      [fine, ['src', 'c.ts', '--rule', 'unretried-call=off']],
      [{ ...fine, 'c.ts': unretried.slice(0, unretried.indexOf('.messages')) }, ['c.ts']],
      [{ ...fine, 'c.ts': 'a\0\0\0' }, ['c.ts']],
    ];
    for (const [state, args] of cases) {
      const { code, notes } = await check(state, ...args, '--baseline');
      assert.equal(code, 0, args.join(' '));
      assert.ok(!notes.join('\n').includes(name), notes.join('\n'));
      assert.equal((await withBaseline(state, ...args))[name], files[name], args.join(' '));
    }
    assert.equal((await check(fine, 'src', '--baseline')).code, 1);
  });

  it('does not go on to hold what a config excludes or a rule that there is no longer', async () => {
    const files = await withBaseline({ 'a.ts': unretried, 'old/b.ts': unretried });
    const excluded = await check({ ...files, 'headroom.config.json': '{ "exclude": ["old/"] }' }, '--baseline');
    assert.equal(excluded.code, 1);
    assert.match(excluded.notes[0] ?? '', /old\/b\.ts: unretried-call is no longer found/);
    const renamed = await check({ ...files, [name]: String(files[name]).replace('unretried-call', 'former-rule') }, '--baseline');
    assert.match(renamed.notes.join('\n'), /a\.ts: former-rule is no longer found/);
  });

  it('goes with --fix: what a fix repairs is no longer found', async () => {
    const files = await withBaseline({ 'a.ts': unretried });
    const fixed = await check(files, '--baseline', '--fix');
    assert.equal(fixed.code, 1);
    assert.match(fixed.notes.join('\n'), /Applied 1 fix in 1 file\.\n.*no longer found/);
    const { code, files: after } = await check(files, '--fix', '--update-baseline');
    assert.equal(code, 0);
    assert.equal(String(after[name]), printBaseline([]));
    assert.equal((await check(files, '--diff', '--baseline')).code, 2);
  });

  it('can have another name and stand in another folder, and is read from any', async () => {
    const files = { 'src/a.ts': unretried, 'b.ts': retried };
    const { files: after } = await check(files, '--update-baseline', '--baseline', 'src/known.json');
    assert.match(String(after['src/known.json']), /^ {4}"a\.ts": \[$/m);
    const { code } = await check({ ...files, 'src/known.json': String(after['src/known.json']) }, '--baseline=src/known.json', '.');
    assert.equal(code, 0);
  });

  it('holds no key that stands in a line', async () => {
    const [key = ''] = /sk-ant-[\w-]+(?='; \/\/ expect)/.exec(readFileSync(path.join(__dirname, '../../fixtures/lint/keys.ts'), 'utf8')) ?? [];
    const files = await withBaseline({ 'a.ts': unretried.replace('maxRetries: 0', `maxRetries: 8, apiKey: '${key}'`) });
    assert.match(String(files[name]), /"hardcoded-key", "line": "const claude = new Anthropic/);
    assert.ok(!String(files[name]).includes(key.slice(-20)));
    assert.equal((await check(files, '--baseline')).code, 0);
  });

  it('ends with 2 and says what is expected where there is none, and never writes over a file that is none', async () => {
    const cases: readonly (readonly [Files, readonly string[], RegExp])[] = [
      [{}, ['--baseline'], /^headroom: there is no baseline headroom\.baseline\.json: write one with --update-baseline$/],
      [{ [name]: '{\n<<<<<<< ours\n}' }, ['--baseline'], /^headroom: headroom\.baseline\.json:2:1: This is no JSON: expected a/],
      [{ [name]: '{ "version": 2, "findings": {} }' }, ['--baseline'], /:1:14: Expected the version 1/],
      [{ [name]: '[]' }, ['--baseline', '--update-baseline'], /:1:1: Expected a baseline/],
      [{ [name]: '{ "version": 1, "findings": [] }' }, ['--baseline'], /:1:29: Expected "findings"/],
      [{ [name]: '{ "version": 1, "findings": { "a.ts": [{ "rule": "x", "line": "y", "count": 0 }] } }' }, ['--baseline'], /:1:40: Expected a finding/],
      [{}, ['--update-baseline', '--baseline', 'a.ts'], /^headroom: a\.ts:1:1: .*put paths before it/],
      [{}, ['--baseline', '.'], /is a folder and no baseline; .*put paths before it/],
    ];
    for (const [files, args, why] of cases) {
      const { code, out, notes, files: after } = await check({ 'a.ts': unretried, ...files }, ...args);
      assert.deepEqual([code, out], [2, '']);
      assert.match(notes.join('\n'), why);
      assert.deepEqual(Object.fromEntries(Object.entries(after).map(([file, bytes]) => [file, String(bytes)])), { 'a.ts': unretried, ...files });
    }
  });

  it('is left as it is where it holds just what is found, and where it is read-only', async () => {
    const files = await withBaseline({ 'a.ts': unretried });
    const own = String(files[name]).replaceAll(/\s+/g, ' ');
    assert.equal(String((await check({ ...files, [name]: own }, '--update-baseline')).files[name]), own);
    const locked: Extra = { modes: { [name]: 0o444 } };
    const { code, notes } = await runInFolder({ ...files, 'b.ts': unretried }, ['check', '--update-baseline'], locked);
    assert.deepEqual([code, notes], [2, [`${name}: not written: it is read-only; it is as it was`]]);
  });
});

describe('the text of a baseline', () => {
  it('is read as it was written, whatever the files and lines are called, and does not depend on the order of its entries', () => {
    const entry = fc.record({ file: fc.string(), rule: fc.string(), line: fc.string(), count: fc.integer({ min: 1, max: 9 }) });
    const unique = fc.uniqueArray(entry, { selector: ({ file, rule, line }) => JSON.stringify([file, rule, line]) });
    fc.assert(
      fc.property(unique, (entries) => {
        const text = printBaseline(entries);
        assert.equal(printBaseline(entries.toReversed()), text);
        const read = parseBaseline(text);
        const sorted = (list: readonly Entry[]) => list.map((one) => JSON.stringify(one)).sort();
        assert.deepEqual(read.kind === 'read' ? sorted(read.entries) : read, sorted(entries));
      }),
      { seed: 20261126, numRuns: 500 },
    );
  });
});
