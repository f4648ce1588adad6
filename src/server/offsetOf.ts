import type { Position } from 'vscode-languageserver';
import { type SourceText, offsetAt, offsetIn } from '../lint/source';

/** The offset of a position that the client names, in the document `uri` or, where that is a cell, in its notebook. */
export function offsetOf(source: SourceText, uri: string, { line, character }: Position): number {
  const part = source.parts?.find(({ name }) => name === uri);
  return part ? offsetIn(source, part, { line, column: character }) : offsetAt(source, { line, column: character });
}
