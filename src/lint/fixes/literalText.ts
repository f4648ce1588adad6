import { absolute } from '../program/fileView';
import type { Written } from '../program/value';
import type { TextEdit } from '../source';
import type { FixRequest } from './fix';

/** Another text for a literal that says just this one: the quotes around it, and a prefix before them, stay. Undefined for any other. */
export function otherText({ chunk, expr }: Written, from: string, to: string, textOf: FixRequest['textOf']): TextEdit | undefined {
  const span = absolute(chunk, expr.span);
  const text = textOf(span)?.slice(span.start, span.end) ?? '';
  const [, before, quote = '', after] = /^([a-zA-Z]?(["'`]{3}|["'`]))[^]*?(["'`]+)$/.exec(text) ?? [];
  if (before === undefined || after !== quote || text !== before + from + after) return undefined;
  return { span: { ...span, start: span.start + before.length, end: span.end - after.length }, text: to };
}
