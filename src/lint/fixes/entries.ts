import type { Span, TextEdit } from '../source';
import { gapBefore, insertion } from './edits';

/** Edits that put an entry behind another one of an object or a call, on a line of its own where the others have one; comments stay with what they are about. */
export function entryAfter({ end, start }: Span, code: string, text: string): readonly TextEdit[] {
  const gap = gapBefore(start, text);
  const rest = /^[ \t]*(,?)[ \t]*(?:\/\/.*|#.*|\/\*[^\n]*?\*\/[ \t]*)?(?=\r?\n|\r|$)/.exec(text.slice(end, end + 500));
  if (gap === ' ' || !rest) return [insertion(end, `, ${code}`)];
  const line = end + rest[0].length;
  return rest[1] === ',' ? [insertion(line, `${gap}${code},`)] : [insertion(end, ','), insertion(line, `${gap}${code}`)];
}

/** Takes an entry out of the brackets around it, with its comma, and with its line where it has one; undefined where a comment would go with it or be left alone. */
export function withoutEntry(entry: Span, brackets: Span, text: string): TextEdit | undefined {
  const before = text.slice(brackets.start + 1, entry.start);
  const after = text.slice(entry.end, brackets.end - 1);
  const gap = /[ \t]*$/.exec(before)?.[0].length ?? 0;
  const comma = /^[ \t]*,/.exec(after)?.[0].length ?? 0;
  const rest = /^[ \t]*(\r?\n|\r)?/.exec(after.slice(comma));
  const isRestEmpty = after.slice(comma).trim() === '';
  if (isCommented(text.slice(entry.start, entry.end)) || isBelowComment(before)) return undefined;
  if (before.trim() === '' && isRestEmpty) return { span: { start: brackets.start + 1, end: brackets.end - 1 }, text: '' };
  const startsLine = /[\r\n][ \t]*$/.test(before);
  const endsLine = rest?.[1] !== undefined || (isRestEmpty && comma === 0);
  if (/^[ \t]*(?:\/\/|\/\*|#)/.test(after.slice(comma))) return undefined;
  // The last one takes the comma of the one before it along, unless a comment stands between them.
  const joined = comma === 0 ? /,\s*$/.exec(before)?.[0].length : undefined;
  if (joined !== undefined) return { span: { start: entry.start - joined, end: entry.end }, text: '' };
  if (comma === 0 && !startsLine) return undefined;
  if (startsLine && endsLine) return { span: { start: entry.start - gap, end: entry.end + comma + (rest?.[0].length ?? 0) }, text: '' };
  if (endsLine) return { span: { start: entry.start - gap, end: entry.end + comma }, text: '' };
  return { span: { start: entry.start, end: entry.end + comma + (rest?.[0].length ?? 0) }, text: '' };
}

/** True where a comment has the line before to itself. */
function isBelowComment(before: string): boolean {
  return /(?:^|[\r\n])[ \t]*(?:\/\/.*|#.*|[^\r\n]*\*\/)\s*$/.test(before);
}

function isCommented(code: string): boolean {
  return /\/\/|\/\*|#/.test(code);
}
