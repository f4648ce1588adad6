import { type Location, type SourceText, positionAt } from '../../lint/source';

/** A place as people and most tools count it: line and column from 1. */
export function place(source: SourceText, offset: number): { readonly line: number; readonly column: number } {
  const { line, column } = positionAt(source, offset);
  return { line: line + 1, column: column + 1 };
}

/** A stretch of a file that was linted, or of another file that it led to. */
export function range({ file, source }: { readonly file: string; readonly source: SourceText }, at: Location) {
  const [start, end] = [at.range?.start ?? positionAt(source, at.start), at.range?.end ?? positionAt(source, at.end)];
  return { file: at.file ?? file, line: start.line + 1, column: start.column + 1, endLine: end.line + 1, endColumn: end.column + 1 };
}
