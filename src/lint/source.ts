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
  /** Where the text is made of parts: the one in which both count. */
  readonly part?: PartName;
}

/** What a part of a text is called: its index where it is stored, or its address where an editor holds it. */
export type PartName = number | string;

/** A stretch of a text that people know as a document of its own, such as a cell of a notebook. It starts a line. */
export interface Part extends Span {
  readonly name: PartName;
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
  /** True for what is put in and goes with anything else of its kind at the same place: one more import, one more option. */
  readonly joins?: true;
}

/** The text of one document with the line index that turns offsets into positions. */
export interface SourceText {
  /** A path or URI; only ever compared and printed. */
  readonly file: string;
  readonly text: string;
  /** Offset of the first character of each line. */
  readonly lineStarts: readonly number[];
  /** In order and without overlap, where the text was joined from several. */
  readonly parts?: readonly Part[];
}

/** The part that an offset lies in; what stands between two parts counts to the first. Undefined for a text without parts. */
export function partAt({ parts }: Pick<SourceText, 'parts'>, offset: number): Part | undefined {
  return parts?.findLast(({ start }) => start <= offset) ?? parts?.[0];
}

/** False for a span that is not in one part alone, where the text is made of parts: what was put between two of them is in no document. */
export function isInOnePart(source: Pick<SourceText, 'parts'>, { start, end }: Span): boolean {
  const part = partAt(source, start);
  return !part || (part.start <= start && end <= part.end);
}

/** A span as people see it: in its part, where the text is made of parts. It ends with the part that it begins in. */
export function rangeIn(source: SourceText, { start, end }: Span): TextRange {
  const part = partAt(source, start);
  if (!part) return { start: positionAt(source, start), end: positionAt(source, end) };
  const first = positionAt(source, part.start).line;
  const place = (offset: number): Position => {
    const { line, column } = positionAt(source, Math.max(part.start, Math.min(offset, part.end)));
    return { line: line - first, column };
  };
  return { start: place(start), end: place(end), part: part.name };
}

/** The offset of a position that counts in a part. */
export function offsetIn(source: SourceText, part: Part, { line, column }: Position): number {
  const first = positionAt(source, part.start).line;
  return Math.min(offsetAt(source, { line: line + first, column }), part.end);
}

/** One stretch of a text that became another: up to `start` and from `oldEnd`, now `newEnd`, on it is the same. */
export interface Change {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

export function sourceText(file: string, text: string, parts?: readonly Part[]): SourceText {
  let lineStarts: readonly number[] | undefined;
  return {
    file,
    text,
    ...(parts && { parts }),
    get lineStarts() {
      return (lineStarts ??= lineStartsOf(text));
    },
  };
}

/** What lies between the common head and the common tail of two texts. */
export function changeBetween(before: string, after: string): Change {
  const shortest = Math.min(before.length, after.length);
  let start = 0;
  while (start + block <= shortest && before.slice(start, start + block) === after.slice(start, start + block)) start += block;
  while (start < shortest && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  const most = shortest - start;
  const [b, a] = [before.length, after.length];
  let tail = 0;
  while (tail + block <= most && before.slice(b - tail - block, b - tail) === after.slice(a - tail - block, a - tail)) tail += block;
  while (tail < most && before.charCodeAt(b - 1 - tail) === after.charCodeAt(a - 1 - tail)) tail++;
  return { start, oldEnd: b - tail, newEnd: a - tail };
}

/** Comparing pieces is several times faster than comparing characters. */
const block = 1024;

/** The position of an offset, clamped to the document. */
export function positionAt(source: Pick<SourceText, 'text' | 'lineStarts'>, offset: number): Position {
  const at = Math.max(0, Math.min(offset, source.text.length));
  const line = lineAt(source.lineStarts, at);
  return { line, column: at - (source.lineStarts[line] ?? 0) };
}

function lineAt(lineStarts: readonly number[], offset: number): number {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The offset of a position; a column beyond the line is the line's end, and a line beyond the document is the document's end, as LSP has it. */
export function offsetAt({ text, lineStarts }: SourceText, { line, column }: Position): number {
  const start = lineStarts[Math.max(0, line)];
  if (start === undefined) return text.length;
  let end = lineStarts[Math.max(0, line) + 1] ?? text.length;
  while (end > start && /[\r\n]/.test(text.charAt(end - 1))) end--;
  return Math.max(start, Math.min(start + column, end));
}

/** The one edit that makes a text of another. */
export function editBetween(before: string, after: string): TextEdit {
  const { start, oldEnd, newEnd } = changeBetween(before, after);
  return { span: { start, end: oldEnd }, text: after.slice(start, newEnd) };
}

/** Applies edits that do not overlap, in any order; insertions at one place keep theirs. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits.map((edit, index) => ({ ...edit, index })).sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end || a.index - b.index);
  const pieces: string[] = [];
  let done = 0;
  for (const { span, text: next } of ordered) {
    pieces.push(text.slice(done, span.start), next);
    done = Math.max(done, span.end);
  }
  return [...pieces, text.slice(done)].join('');
}

/** Lines end at \n, \r\n or a lone \r, as LSP counts them. */
function lineStartsOf(text: string): number[] {
  return [0, ...breaksIn(text, 0, text.length)];
}

/** Where lines start whose break ends within a stretch. */
function breaksIn(text: string, from: number, to: number): number[] {
  const starts: number[] = [];
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  return starts;
}

/** The table of lines after a change, from the one before it. */
export function changedLineStarts(before: readonly number[], text: string, { start, oldEnd, newEnd }: Change): readonly number[] {
  // Whether a \r before the change ends a line depends on what follows it now.
  const from = Math.max(0, start - 1);
  const by = newEnd - oldEnd;
  const after = before.slice(lineAt(before, oldEnd) + 1);
  return [...before.slice(0, lineAt(before, from) + 1), ...breaksIn(text, from, newEnd), ...(by === 0 ? after : after.map((at) => at + by))];
}
