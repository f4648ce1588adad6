import type { Part, PartName } from '../../lint/source';
import { afterLine, nothingOpen } from './pythonLines';
import { withoutMagics } from './withoutMagics';

/** A code cell of a notebook, as it stands there. */
export interface CodeCell {
  readonly name: PartName;
  readonly text: string;
}

export interface JoinedCells {
  readonly text: string;
  readonly parts: readonly Part[];
}

/** The Python program that the cells of a notebook are together. Within a part all characters keep their distance from its start. */
export function joinCells(cells: readonly CodeCell[]): JoinedCells {
  const parts: Part[] = [];
  let text = '';
  for (const { name, text: written } of cells) {
    if (parts.length > 0) text += between(text.slice(parts.at(-1)?.start));
    const python = withoutMagics(written);
    parts.push({ start: text.length, end: text.length + python.length, name });
    text += python;
  }
  return { text, parts };
}

/** A line end, and what a half-typed cell has left open: it may not swallow the next one. */
function between(cell: string): string {
  const { brackets, quotes, continued } = cell.split(/\r\n|\r|\n/).reduce((open, line) => afterLine(line, open), nothingOpen);
  const closing = quotes + brackets;
  return closing === '' && !continued ? '\n' : `\n${closing}\n`;
}
