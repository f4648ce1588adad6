import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { analyzeFiles } from '../../../src/io/analyzeFiles';
import { findSources } from '../../../src/io/files';
import { loadGrammar } from '../../../src/io/grammars';
import { workspaceProgram } from '../../../src/io/program/workspaceProgram';
import { createLinter } from '../../../src/lint/linter';
import { positionAt } from '../../../src/lint/source';
import { annotationsIn } from './annotations';

const folder = path.join(__dirname, '..', '..', 'fixtures', 'programs');

/** What another file decides; the rest is told by the fixtures of one file. */
const crossing = new Set<string>(['unretried-call', 'ineffective-retry']);

describe('a program of several files', () => {
  for (const name of readdirSync(folder)) {
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
