import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { analyzeFiles } from '../../../src/io/analyzeFiles';
import { findSources } from '../../../src/io/files';
import { loadGrammar } from '../../../src/io/grammars';
import { workspaceProgram } from '../../../src/io/program/workspaceProgram';
import { createLinter, languageOf } from '../../../src/lint/linter';
import { applyEdits, positionAt, sourceText } from '../../../src/lint/source';
import { annotationsIn } from './annotations';

const folder = path.join(__dirname, '..', '..', 'fixtures', 'programs');

/** What another file decides; the rest is told by the fixtures of one file. */
const crossing = new Set<string>(['unretried-call', 'ineffective-retry']);

const folders = readdirSync(folder);
/** A program has a twin `<program>.<fix>.fixed` for each fix that repairs it, with all of its files. */
const programs = folders.filter((name) => !name.endsWith('.fixed'));
const twins = folders.filter((name) => name.endsWith('.fixed')).map((twin) => ({ twin, name: twin.split('.')[0] ?? '', fix: twin.split('.')[1] ?? '' }));

describe('a program of several files', () => {
  for (const name of programs) {
    it(`${name}: has the annotated calls and findings in each file, and no other`, async () => {
      const root = path.join(folder, name);
      const notes: string[] = [];
      const program = workspaceProgram({ roots: () => [root], note: (text) => notes.push(text) });
      await program.load();
      const found: string[] = [];
      const expected: string[] = [];
      const { files } = await findSources([root], root);
      for await (const { file, source, analysis } of analyzeFiles(files, { linter: createLinter(loadGrammar, program), settings: {}, onNote: (of, note) => notes.push(`${of}: ${note}`) })) {
        const line = (offset: number) => `${path.relative(root, file)}:${positionAt(source, offset).line + 1}`;
        found.push(...analysis.calls.map(({ api, policy, span }) => `${line(span.start)} ${api} ${policy.state}`), ...analysis.findings.filter(({ rule }) => crossing.has(rule)).map(({ rule, span }) => `${line(span.start)} ${rule}`));
        const written = [...annotationsIn(source.text, 'call'), ...annotationsIn(source.text, 'expect')];
        expected.push(...written.map((annotation) => `${path.relative(root, file)}:${annotation}`));
      }
      assert.deepEqual(found.sort(), expected.sort());
      assert.deepEqual(notes, []);
    });
  }
});

describe('a fix turns a program into its twin', () => {
  for (const { name, fix, twin } of twins) {
    it(`${twin}: file by file, after which it is offered no more`, async () => {
      const root = mkdtempSync(path.join(tmpdir(), 'headroom-program-'));
      try {
        cpSync(path.join(folder, name), root, { recursive: true });
        const { left, offers } = await repaired(root, fix);
        assert.ok(offers > 0);
        assert.deepEqual(textsIn(root), textsIn(path.join(folder, twin)));
        assert.deepEqual(left, []);
        assert.equal((await repaired(root, fix)).offers, 0);
      } finally {
        rmSync(root, { recursive: true, force: true });
      }
    });
  }
});

/** Applies a fix to one finding after the other, as a person would, and saves what it changes. `left` holds the findings of that fix's rules in files that it has changed. */
async function repaired(root: string, fix: string): Promise<{ readonly left: readonly string[]; readonly offers: number }> {
  const program = workspaceProgram({ roots: () => [root], note: (text) => assert.fail(text) });
  await program.load();
  const linter = createLinter(loadGrammar, program, () => '2026-06-01');
  const { files } = await findSources([root], root);
  const changed = new Set<string>();
  let offers = 0;
  for (const file of files) {
    const language = languageOf(file);
    assert.ok(language);
    for (let turn = 0; turn < 20; turn++) {
      const document = await linter.open(language, sourceText(file, readFileSync(file, 'utf8')), file);
      const next = document.analyze({}).findings.flatMap((finding) => document.quickFixes(finding)).find((one) => one.fix === fix);
      document.dispose();
      if (!next) break;
      offers++;
      for (const { file: made, text } of next.creates ?? []) {
        writeFileSync(made, text, { flag: 'wx' });
        program.changed(made);
        changed.add(made);
      }
      for (const target of new Set(next.edits.map(({ span }) => span.file ?? file))) {
        writeFileSync(target, applyEdits(readFileSync(target, 'utf8'), next.edits.filter(({ span }) => (span.file ?? file) === target)));
        program.changed(target);
        changed.add(target);
      }
    }
  }
  const left: string[] = [];
  for await (const { file, analysis } of analyzeFiles([...changed], { linter: createLinter(loadGrammar, program, () => '2026-06-01'), settings: {}, onNote: (of, note) => assert.fail(`${of}: ${note}`) })) {
    assert.equal(analysis.broken, false);
    left.push(...analysis.findings.map(({ rule, message }) => `${path.relative(root, file)} ${rule}: ${message}`));
  }
  return { left, offers };
}

function textsIn(root: string): Readonly<Record<string, string>> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && !entry.parentPath.includes('__pycache__')).map((entry) => path.join(entry.parentPath, entry.name));
  return Object.fromEntries(files.sort().map((file) => [path.relative(root, file).split(path.sep).join('/'), readFileSync(file, 'utf8')]));
}
