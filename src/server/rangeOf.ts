import type { Range } from 'vscode-languageserver';
import { type SourceText, type Span, positionAt } from '../lint/source';

/** A span as LSP counts it: lines and UTF-16 code units, both 0-based. */
export function rangeOf(source: SourceText, { start, end }: Span): Range {
  const [from, to] = [positionAt(source, start), positionAt(source, end)];
  return { start: { line: from.line, character: from.column }, end: { line: to.line, character: to.column } };
}
