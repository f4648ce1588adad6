import { type Chunk, absolute } from '../program/fileView';
import type { Span, TextEdit } from '../source';

export function insertion(at: number, text: string): TextEdit {
  return { span: { start: at, end: at }, text };
}

/** What stands between an entry and the line before it, so that a new one gets a line of its own where the others have one. */
export function gapBefore(at: number, text: string): string {
  return /(\r?\n[ \t]*)$/.exec(text.slice(Math.max(0, at - 200), at))?.[1] ?? ' ';
}

/** Where new lines can follow a statement that ends at `end`: after its line, unless more code stands in it. */
export function afterLine(end: number, text: string): number {
  const rest = /^[^\r\n]*/.exec(text.slice(end))?.[0] ?? '';
  return /^[ \t;]*(?:(?:\/\/|#).*|\/\*[^*]*\*\/[ \t]*)?$/.test(rest) ? end + rest.length : end;
}

/** How many line breaks are missing at `at` for `blank` empty lines before what follows; none at the end of the text. */
export function missingBreaks(at: number, text: string, blank: number): number {
  const gap = /^(?:[ \t]*\r?\n)*[ \t]*/.exec(text.slice(at))?.[0] ?? '';
  return at + gap.length === text.length ? 0 : Math.max(0, blank + 2 - gap.split('\n').length);
}

/** What stands in a span of a declaration, in the text of its document. */
export function writtenAt(chunk: Chunk, span: Span, text: string): string {
  const { start, end } = absolute(chunk, span);
  return text.slice(start, end);
}

/** Edits that are needed for several reasons are made once. */
export function onceEach(edits: readonly TextEdit[]): readonly TextEdit[] {
  const isSame = (one: TextEdit, other: TextEdit) => one.span.file === other.span.file && one.span.start === other.span.start && one.text === other.text;
  return edits.filter((edit, index) => edits.findIndex((other) => isSame(edit, other)) === index);
}
