import type { RequestMatch, Tools } from '../libraries/model';
import { type CallRef, absolute } from '../program/fileView';
import type { Span } from '../source';

/** Where the name of a call's model is written, if that is among its arguments. */
export function modelAt(ref: CallRef, { model }: RequestMatch, tools: Tools): Span | undefined {
  const place = model === undefined ? undefined : tools.option(ref, 'model');
  if (!place || place === 'unknown' || place.chunk !== ref.chunk || place.expr.kind !== 'string' || place.expr.value !== model) return undefined;
  const { start, end } = absolute(place.chunk, place.expr.span);
  return { start, end };
}
