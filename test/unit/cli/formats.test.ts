import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Log } from 'sarif';
import { rules } from '../../../src/lint/rules/index';
import { runInFolder } from './runInFolder';
import { retried, unretried, unretriedPython, weak } from './samples';
import { validSarif } from './validSarif';

const notebook = (...sources: readonly unknown[]) => JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [{ cell_type: 'markdown', source: 'text' }, ...sources.map((source) => ({ cell_type: 'code', source }))] }, null, 1);
const client = ['import anthropic\n', 'client = anthropic.Anthropic(max_retries=0)'];
const call = 'client.messages.create(model="claude-haiku-4-5", max_tokens=9, messages=[])';

const sarif = async (files: Readonly<Record<string, string>>, ...more: readonly string[]) => validSarif((await runInFolder(files, ['check', '--format', 'sarif', ...more])).out);
const resultsOf = ({ runs }: Log) => runs.flatMap(({ results }) => results ?? []);
const fingerprints = (log: Log) => resultsOf(log).map(({ partialFingerprints }) => Object.values(partialFingerprints ?? {}).join());

describe('headroom check --format sarif', () => {
  it('says of each finding its rule, level, place and reasons, with files relative to the folder and columns in UTF-16', async () => {
    const log = await sarif({ 'src/my file.ts': unretried.replace('return await', "const smile = '🙂'; return await"), 'b.ts': weak, 'c.ts': retried });
    const [run] = log.runs;
    assert.equal(run?.columnKind, 'utf16CodeUnits');
    const [information, warning, ...more] = resultsOf(log);
    assert.deepEqual(more, []);
    assert.equal(information?.level, 'note');
    const { message, partialFingerprints, relatedLocations, ...rest } = warning ?? {};
    assert.match(message?.text ?? '', /429/);
    assert.equal(Object.keys(partialFingerprints ?? {}).length, 1);
    const artifactLocation = { uri: 'src/my%20file.ts', uriBaseId: '%SRCROOT%' };
    assert.deepEqual(rest, { ruleId: 'unretried-call', ruleIndex: 0, level: 'warning', suppressions: [], locations: [{ physicalLocation: { artifactLocation, region: { startLine: 5, startColumn: 36, endLine: 5, endColumn: 58 } } }] });
    assert.deepEqual(relatedLocations?.map(({ id, physicalLocation }) => [id, physicalLocation?.artifactLocation, physicalLocation?.region?.startLine]), [[0, artifactLocation, 2]]);
  });

  it('says which folder that is, and where a file outside of it stands', async () => {
    const cwd = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'headroom-sarif-')));
    mkdirSync(path.join(cwd, 'in side'));
    for (const file of ['a.ts', 'in side/b.ts']) writeFileSync(path.join(cwd, file), unretried);
    const { runs } = validSarif((await runInFolder({}, ['check', '.', '../a.ts', '--format', 'sarif'], { cwd: path.join(cwd, 'in side') })).out);
    rmSync(cwd, { recursive: true });
    assert.deepEqual(runs[0]?.originalUriBaseIds, { '%SRCROOT%': { uri: `${pathToFileURL(cwd).href}/in%20side/` } });
    assert.deepEqual(runs[0].results?.map(({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation), [{ uri: `${pathToFileURL(cwd).href}/a.ts` }, { uri: 'b.ts', uriBaseId: '%SRCROOT%' }]);
  });

  it('describes every rule with its help and its page, and the results point at them', async () => {
    const log = await sarif({ 'a.ts': unretried, 'b.ts': weak }, '--rule', 'weak-retry=error');
    const described = log.runs[0]?.tool.driver.rules ?? [];
    assert.deepEqual(described.map(({ id }) => id), rules.map(({ id }) => id));
    for (const { help, helpUri, defaultConfiguration } of described) assert.ok(help?.markdown?.includes('## Why') && helpUri?.startsWith('https:') && defaultConfiguration?.level);
    for (const { ruleId, ruleIndex = -1 } of resultsOf(log)) assert.equal(described[ruleIndex]?.id, ruleId);
    assert.deepEqual(resultsOf(log).map(({ level }) => level), ['warning', 'error']);
  });

  it('holds what a comment suppresses, with its reason', async () => {
    const log = await sarif({ 'a.ts': unretried.replace('  return', '  // headroom-disable-next-line unretried-call -- the queue runs it again\n  return'), 'b.py': `${unretriedPython.trimEnd()}  # headroom-disable-line\n` });
    assert.deepEqual(resultsOf(log).map(({ ruleId, suppressions }) => [ruleId, suppressions]), [
      ['unretried-call', [{ kind: 'inSource', justification: 'the queue runs it again' }]],
      ['unretried-call', [{ kind: 'inSource' }]],
    ]);
  });

  it('gives a finding a fingerprint of its own that stays when its lines move', async () => {
    const twice = `${unretried}${unretried.slice(unretried.indexOf('export')).replace('ask', 'again')}`;
    const before = fingerprints(await sarif({ 'a.ts': twice }));
    assert.equal(new Set(before).size, 2);
    assert.deepEqual(fingerprints(await sarif({ 'moved.ts': `// one line more\n${twice.replaceAll('  return', '    return')}` })), before);
  });

  it('names the lines of the file for a place in a notebook, and the cell beside them', async () => {
    const text = notebook(client, ['# "é" \\\n', `x = 1\n`, call], `y = "a"\n${call}`);
    const log = await sarif({ 'a.ipynb': text });
    const lines = text.split('\n');
    const found = resultsOf(log).map(({ locations: [location] = [] }) => {
      const { startLine = 0, startColumn = 0, endLine, endColumn = 0 } = location?.physicalLocation?.region ?? {};
      assert.equal(endLine, startLine);
      return [lines[startLine - 1]?.slice(startColumn - 1, endColumn - 1), location?.logicalLocations?.[0]?.fullyQualifiedName];
    });
    assert.deepEqual(found, [['client.messages.create', 'cell 2, line 3'], ['client.messages.create', 'cell 3, line 2']]);
  });

  it('is valid where there is nothing to say, and for all that the fixtures hold', async () => {
    assert.deepEqual(resultsOf(await sarif({ 'a.ts': retried })), []);
    const cwd = `${__dirname}/../../fixtures`;
    const { out } = await runInFolder({}, ['check', 'lint', '--format', 'sarif'], { cwd });
    assert.ok(resultsOf(validSarif(out)).length > 500);
  });
});

describe('headroom check --format github', () => {
  it('prints a command for each finding, with what GitHub would misread escaped', async () => {
    const { code, out } = await runInFolder({ 'a, b:100%.ts': unretried, 'c.ts': weak, 'd.ts': retried }, ['check', '--format', 'github']);
    const [first = '', second = '', ...rest] = out.split('\n');
    assert.match(first, /^::warning file=\/[^,:]*\/a%2C b%3A100%25\.ts,line=5,endLine=5,col=16,endColumn=38,title=unretried-call::Nothing [^\n]*%0Aa, b:100%25\.ts:2:44 @anthropic-ai\/sdk [^\n]*%0Ahttps:\S+$/);
    assert.match(second, /^::notice file=\S*c\.ts,line=5,.*title=weak-retry::/);
    assert.deepEqual(rest, ['']);
    assert.equal(code, 1);
    assert.match((await runInFolder({ 'a.ts': unretried }, ['check', '--format', 'github', '--rule', 'unretried-call=error'])).out, /^::error /);
    assert.equal((await runInFolder({ 'a.ts': retried }, ['check', '--format', 'github'])).out, '');
  });

  it('names the lines of the file for a place in a notebook, and the cell in the title', async () => {
    const text = notebook(client, call);
    const { out } = await runInFolder({ 'a.ipynb': text }, ['check', '--format', 'github']);
    const line = text.split('\n').findIndex((one) => one.includes('messages.create')) + 1;
    assert.match(out, new RegExp(`^::warning file=\\S*a\\.ipynb,line=${line},endLine=${line},col=\\d+,endColumn=\\d+,title=unretried-call in cell 2%2C line 1::`));
  });
});

describe('headroom calls, asked for a format of findings', () => {
  it('ends with 2 and names the formats that it has', async () => {
    for (const format of ['sarif', 'github']) {
      const { code, out, notes } = await runInFolder({ 'a.ts': unretried }, ['calls', '--format', format]);
      assert.deepEqual([code, out], [2, '']);
      assert.match(notes.join('\n'), new RegExp(`${format} prints findings, which is for \`headroom check\`\\. Allowed choices are text, json\\.`));
    }
  });
});
