import assert from 'node:assert/strict';
import fc from 'fast-check';
import { joinCells } from '../../src/io/notebook/joinCells';
import { loadGrammar } from '../../src/io/grammars';
import { createLinter } from '../../src/lint/linter';
import { type Span, partAt, rangeIn, sourceText } from '../../src/lint/source';
import { checkAnalysis } from './checkAnalysis';
import { type Mutation, mutate, mutation } from './mutations';

const linter = createLinter(loadGrammar);

/** What goes wrong with the cells of a notebook: one is edited, or stands elsewhere. */
export interface CellStep {
  /** Which cell, as a fraction of them. */
  readonly cell: number;
  readonly mutation: Mutation;
  /** Where the cell moves to; undefined where it stays. */
  readonly to: number | undefined;
}

const place = fc.double({ min: 0, max: 1, noNaN: true });

export const cellStep: fc.Arbitrary<CellStep> = fc.record({ cell: place, mutation, to: fc.option(place, { nil: undefined }) });

/** Edits and moves cells one after another, and throws where the notebook is not analysed as if it had been opened like this, or where a place or an edit is in no cell. */
export async function checkNotebook(texts: readonly string[], steps: readonly CellStep[]): Promise<void> {
  const sourceOf = (cells: readonly string[]) => {
    const { text, parts } = joinCells(cells.map((cell, name) => ({ name, text: cell })));
    return sourceText('/a.ipynb', text, parts);
  };
  let cells = texts;
  const document = await linter.open('python', sourceOf(cells));
  document.analyze({});
  for (const { cell, mutation, to } of steps) {
    const at = Math.min(cells.length - 1, Math.floor(cell * cells.length));
    const changed = mutate(cells[at] ?? '', mutation);
    const others = cells.toSpliced(at, 1);
    cells = others.toSpliced(to === undefined ? at : Math.floor(to * cells.length), 0, changed);
    const source = sourceOf(cells);
    await document.prepare(source.text);
    document.update(source);
    const fresh = await linter.open('python', source);
    const [now, then] = [document.analyze({}), fresh.analyze({})];
    assert.deepEqual(now, then);
    const checkCell = ({ start, end }: Span): void => {
      const part = partAt(source, start);
      assert.ok(part && part.start <= start && end <= part.end, `${start} to ${end} lies in one cell`);
      const range = rangeIn(source, { start, end });
      const alone = sourceText('', cells[Number(part.name)] ?? '');
      assert.deepEqual(range, { ...rangeIn(alone, { start: start - part.start, end: end - part.start }), part: part.name });
    };
    for (const finding of now.findings) {
      checkCell(finding.span);
      const fixes = document.quickFixes(finding);
      assert.deepEqual(fixes, fresh.quickFixes(finding));
      for (const { edits } of fixes) for (const { span } of edits) checkCell(span);
    }
    for (const { span } of document.fixAll({})) checkCell(span);
    await checkAnalysis(document, now);
    fresh.dispose();
  }
  document.dispose();
}
