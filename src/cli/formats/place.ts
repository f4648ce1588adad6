import { type SourceText, positionAt } from '../../lint/source';

/** A place as people and most tools count it: line and column from 1. */
export function place(source: SourceText, offset: number): { readonly line: number; readonly column: number } {
  const { line, column } = positionAt(source, offset);
  return { line: line + 1, column: column + 1 };
}
