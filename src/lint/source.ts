/** A stretch of a document as UTF-16 offsets, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place in a document, both 0-based; `column` counts UTF-16 code units as LSP does. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Two places in a document, the end exclusive. */
export interface TextRange {
  readonly start: Position;
  readonly end: Position;
}

/** A stretch of a file of the program. Without a file it is the document at hand. */
export interface Location extends Span {
  readonly file?: string;
  /** The same as lines and columns, for another file, whose text may be gone when somebody asks. */
  readonly range?: TextRange;
}

/** Replaces `span` by `text`; an empty span inserts. */
export interface TextEdit {
  readonly span: Location;
  readonly text: string;
}

/** The text of one document with the line index that turns offsets into positions. */
export interface SourceText {
  /** A path or URI; only ever compared and printed. */
  readonly file: string;
  readonly text: string;
  /** Offset of the first character of each line. */
  readonly lineStarts: readonly number[];
}

export function sourceText(file: string, text: string): SourceText {
  return { file, text, lineStarts: lineStartsOf(text) };
}

/** The position of an offset, clamped to the document. */
export function positionAt(source: SourceText, offset: number): Position {
  const at = Math.max(0, Math.min(offset, source.text.length));
  let low = 0;
  let high = source.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((source.lineStarts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return { line: low, column: at - (source.lineStarts[low] ?? 0) };
}

/** The offset of a position; a column beyond the line is the line's end, and a line beyond the document is the document's end, as LSP has it. */
export function offsetAt({ text, lineStarts }: SourceText, { line, column }: Position): number {
  const start = lineStarts[Math.max(0, line)];
  if (start === undefined) return text.length;
  let end = lineStarts[Math.max(0, line) + 1] ?? text.length;
  while (end > start && /[\r\n]/.test(text.charAt(end - 1))) end--;
  return Math.max(start, Math.min(start + column, end));
}

/** Applies edits that do not overlap, in any order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits.map((edit, index) => ({ edit, index })).sort((a, b) => b.edit.span.start - a.edit.span.start || b.index - a.index);
  let result = text;
  for (const { edit } of ordered) result = result.slice(0, edit.span.start) + edit.text + result.slice(edit.span.end);
  return result;
}

/** Lines end at \n, \r\n or a lone \r, as LSP counts them. */
function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  return starts;
}
