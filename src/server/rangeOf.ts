import type { Range } from 'vscode-languageserver';
import { type SourceText, type Span, type TextRange, rangeIn } from '../lint/source';

/** A span as LSP counts it, lines and UTF-16 code units both 0-based; in a notebook it counts in its cell. */
export function rangeOf(source: SourceText, span: Span): Range {
  return asRange(rangeIn(source, span));
}

export function asRange({ start, end }: TextRange): Range {
  return { start: { line: start.line, character: start.column }, end: { line: end.line, character: end.column } };
}
