import type { Region } from '../facts/facts';
import { type Chunk, absolute } from '../program/fileView';
import type { TextEdit } from '../source';
import { insertion } from './edits';
import { handlerBody } from './pythonBlock';
import type { Style } from './style';

export type Handler = Extract<Region, { kind: 'handler' }>;

export interface Raising {
  /** What must hold. */
  readonly test: string;
  readonly text: string;
  readonly style: Style;
}

/** Edits that make handlers first raise again what they have caught if a test holds; undefined where one has no place for it. */
export function raiseIf(chunk: Chunk, handlers: readonly Handler[], how: Raising): readonly TextEdit[] | undefined {
  const edits = handlers.map((handler) => (chunk.file.language === 'python' ? raising(chunk, handler, how) : throwing(chunk, handler, how)));
  return edits.length === 0 || edits.includes(undefined) ? undefined : edits.flatMap((edit) => edit ?? []);
}

function raising(chunk: Chunk, handler: Handler, { test, text, style: { eol, indent } }: Raising): readonly TextEdit[] | undefined {
  const span = absolute(chunk, handler.span);
  const from = Math.max(span.start + 'except'.length, ...handler.types.map((type) => absolute(chunk, type.span).end));
  const body = handlerBody(from, text, span.end);
  return body && [insertion(body.offset, `${body.indent}if ${test}:${eol}${body.indent}${indent}raise${eol}`)];
}

function throwing(chunk: Chunk, handler: Handler, { test, text, style: { eol, indent, semicolons } }: Raising): readonly TextEdit[] | undefined {
  const span = absolute(chunk, handler.span);
  const head = /^catch\s*(?:\(\s*(\w+)(?:\s*:\s*\w+)?\s*\)\s*)?\{/.exec(text.slice(span.start, span.end));
  if (!head) return undefined;
  const name = head[1] ?? 'error';
  if (head[1] === undefined && new RegExp(`\\b${name}\\b`).test(text.slice(span.start, span.end))) return undefined;
  const line = text.slice(0, span.start).lastIndexOf('\n') + 1;
  const outer = /^[ \t]*/.exec(text.slice(line))?.[0] ?? '';
  const open = span.start + head[0].length;
  const thrown = insertion(open, `${eol}${outer}${indent}if (${test}) throw ${name}${semicolons ? ';' : ''}`);
  // What stands in the line of the brace stays there only if it is a comment.
  if (!/^[ \t]*(?:\/\/.*)?\r?\n/.test(text.slice(open))) return undefined;
  const at = open + (/^[^\r\n]*/.exec(text.slice(open))?.[0].length ?? 0);
  const placed = { ...thrown, span: { start: at, end: at } };
  return head[1] === undefined ? [insertion(span.start + 'catch'.length, ` (${name})`), placed] : [placed];
}
