import type { ExprOf } from '../facts/facts';
import type { ImportedName, Write } from '../policy/layer';
import { type CallRef, type Chunk, absolute } from '../program/fileView';
import type { Place } from '../program/place';
import type { Span } from '../source';
import type { Tools } from './model';

/** Code in the place of an expression. */
export function replacing({ chunk, expr }: Pick<Place, 'chunk' | 'expr'>, text: string, names?: readonly ImportedName[]): Write {
  return { at: absolute(chunk, expr.span), text, ...(names && { names }) };
}

/** One more argument of a call; undefined where what is spread into it may give the same one. */
export function addedArgument({ chunk, call }: CallRef, text: string, names?: readonly ImportedName[]): Write | undefined {
  const { args, argsSpan } = call;
  if (argsSpan.start === argsSpan.end || args.some(({ spread }) => spread === 'named' || (spread && chunk.file.language !== 'python'))) return undefined;
  const last = args.at(-1);
  return { ...(last ? behind(chunk, last.span) : insideOf(chunk, argsSpan)), text, ...(names && { names }) };
}

/** A number for an argument of a call in Python, where it has none by this name or is given as a number; undefined where it is given as anything else. `place` is where it is given. */
export function numberArgument(ref: CallRef, name: string, value: number, place: Place | 'unknown' | undefined): Write | undefined {
  if (place === undefined) return addedArgument(ref, `${name}=${value}`);
  return place !== 'unknown' && place.expr.kind === 'number' ? replacing(place, String(value)) : undefined;
}

/** One more entry of an object. */
export function addedEntry({ chunk, of }: { readonly chunk: Chunk; readonly of: ExprOf<'object'> }, text: string): Write {
  const last = [...of.entries, ...of.spreads].reduce<Span | undefined>((latest, { span }) => (latest && latest.end > span.end ? latest : span), undefined);
  if (!last) return { ...insideOf(chunk, of.span), text };
  // What facts have of a spread is what is spread, which ends where it does.
  return { ...behind(chunk, last), text };
}

/** More items of the list that an expression is, or that is handed to `frozenset` and the like; undefined where it is no such list. */
export function addedItems(place: Place, items: readonly string[], tools: Tools): Write | undefined {
  const [value, ...others] = tools.resolve(place);
  if (!value || others.length > 0) return undefined;
  if (value.kind === 'result' && value.callee.kind === 'global' && ['frozenset', 'set', 'list', 'tuple'].includes(value.callee.path.join('.'))) {
    const inner = tools.argument(value.of, 0);
    return inner && addedItems(inner, items, tools);
  }
  const last = value.kind === 'list' ? value.of.items.at(-1) : undefined;
  return value.kind === 'list' && last ? { ...behind(value.chunk, last.span), text: items.join(', ') } : undefined;
}

/** True for what is written in the arguments of a call itself: nothing else sees a change of it. */
export function isWrittenIn({ chunk, expr: { span } }: Place, ref: CallRef | undefined): boolean {
  return ref?.chunk === chunk && ref.call.argsSpan.start <= span.start && span.end <= ref.call.argsSpan.end;
}

function behind(chunk: Chunk, span: Span): Pick<Write, 'at' | 'after'> {
  const after = absolute(chunk, span);
  return { at: { ...after, start: after.end }, after };
}

function insideOf(chunk: Chunk, { start }: Span): Pick<Write, 'at'> {
  return { at: absolute(chunk, { start: start + 1, end: start + 1 }) };
}
