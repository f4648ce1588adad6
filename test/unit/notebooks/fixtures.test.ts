import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { analyzeFiles } from '../../../src/io/analyzeFiles';
import { findSources } from '../../../src/io/files';
import { loadGrammar } from '../../../src/io/grammars';
import { workspaceProgram } from '../../../src/io/program/workspaceProgram';
import { createLinter } from '../../../src/lint/linter';
import { rangeIn, sourceText } from '../../../src/lint/source';
import { annotationsIn } from '../lint/annotations';

const folder = path.join(__dirname, '..', '..', 'fixtures', 'notebooks');

interface Notebook {
  readonly cells?: readonly Cell[];
  readonly worksheets?: readonly { readonly cells: readonly Cell[] }[];
}

interface Cell {
  readonly source?: string | readonly string[];
  readonly input?: string | readonly string[];
}

describe('notebooks and the files beside them', () => {
  it('have the annotated calls and findings in each cell, and no other', async () => {
    const notes: string[] = [];
    const program = workspaceProgram({ roots: () => [folder], note: (text) => notes.push(text) });
    await program.load();
    const { files } = await findSources([folder], folder);
    assert.ok(files.some((file) => file.endsWith('.ipynb')));
    const found: string[] = [];
    const expected: string[] = [];
    for await (const { file, source, analysis } of analyzeFiles(files, { linter: createLinter(loadGrammar, program), settings: {}, onNote: (of, note) => notes.push(`${of}: ${note}`) })) {
      const at = (offset: number) => {
        const { start, part } = rangeIn(source, { start: offset, end: offset });
        return `${path.basename(file)}:${part === undefined ? '' : `${part}:`}${start.line + 1}`;
      };
      found.push(...analysis.calls.map(({ api, policy, span }) => `${at(span.start)} ${api} ${policy.state}`), ...analysis.findings.filter(({ rule }) => rule !== 'weak-retry').map(({ rule, span }) => `${at(span.start)} ${rule}`));
      for (const [cell, text] of textsOf(file)) {
        const written = [...annotationsIn(text, 'call'), ...annotationsIn(text, 'expect')];
        expected.push(...written.map((annotation) => `${path.basename(file)}:${cell}${annotation}`));
      }
    }
    assert.deepEqual(found.sort(), expected.sort());
    assert.deepEqual(notes, []);
  });
});

/** The texts of the annotations, by what stands before their line. */
function textsOf(file: string): readonly (readonly [string, string])[] {
  const text = readFileSync(file, 'utf8');
  if (!file.endsWith('.ipynb')) return [['', sourceText(file, text).text]];
  const notebook = JSON.parse(text) as Notebook;
  const cells = notebook.cells ?? (notebook.worksheets ?? []).flatMap((sheet) => sheet.cells);
  return cells.map(({ source, input }, index) => {
    const written = source ?? input ?? '';
    return [`${index}:`, typeof written === 'string' ? written : written.join('')] as const;
  });
}
