import type { QuickFix } from '../quickFix';
import type { TextEdit } from '../source';
import type { UnusedSuppression } from '../suppress';

/** Takes what suppresses nothing out of a comment, and the comment where nothing is left of it. */
export function removeSuppression({ suppression, useful }: UnusedSuppression, text: string): QuickFix {
  const { span, rulesSpan } = suppression;
  const edit = useful.length > 0 ? { span: rulesSpan, text: useful.join(', ') } : removal(span, text);
  return { fix: 'remove-suppression', title: useful.length > 0 ? 'Remove what suppresses nothing' : 'Remove the comment that suppresses nothing', safe: true, preferred: true, edits: [edit] };
}

/** The comment with its line where it stands alone, with the braces that put it among elements, and with the space before it. */
function removal({ start, end }: { readonly start: number; readonly end: number }, text: string): TextEdit {
  const braced = /\{[ \t]*$/.exec(text.slice(Math.max(0, start - 20), start));
  const closed = /^[ \t]*\}/.exec(text.slice(end, end + 20));
  const isBlock = text.startsWith('/*', start) && braced !== null && closed !== null;
  const [from, to] = isBlock ? [start - braced[0].length, end + closed[0].length] : [start, end];
  const before = /[ \t]*$/.exec(text.slice(Math.max(0, from - 500), from))?.[0].length ?? 0;
  const after = /^[ \t]*/.exec(text.slice(to, to + 500))?.[0].length ?? 0;
  const isFirst = from - before === 0 || /[\r\n]/.test(text.charAt(from - before - 1));
  const breaks = /^\r?\n|^\r/.exec(text.slice(to + after, to + after + 2))?.[0].length ?? 0;
  const isLast = to + after === text.length || breaks > 0;
  if (isFirst && isLast) return { span: { start: from - before, end: to + after + breaks }, text: '' };
  // Code goes on behind the comment, and the space on one of its sides is enough.
  return { span: isLast ? { start: from - before, end: to + after } : { start: from, end: to + after }, text: '' };
}
