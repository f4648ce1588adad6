import { type Location, type SourceText, rangeIn } from '../../lint/source';

/** A place as people and most tools count it: line and column from 1. In a notebook they count in a cell, and cells from 0 among all of it. */
export interface Place {
  readonly file: string;
  readonly cell?: number;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A stretch of a file that was linted, or of another file that it led to. */
export function placeOf({ file, source }: { readonly file: string; readonly source: SourceText }, at: Location): Place {
  const { start, end, part } = at.range ?? rangeIn(source, at);
  const cell = typeof part === 'number' ? { cell: part } : {};
  return { file: at.file ?? file, ...cell, line: start.line + 1, column: start.column + 1, endLine: end.line + 1, endColumn: end.column + 1 };
}

/** A place as a terminal can lead to it. */
export function printed({ file, cell, line, column }: Place): string {
  return `${file}:${cell === undefined ? '' : `cell ${cell}:`}${line}:${column}`;
}
