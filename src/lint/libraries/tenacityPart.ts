import type { CallRef } from '../program/fileView';
import type { Place } from '../program/place';
import { dotted } from './dotted';
import type { Tools } from './model';

/** A part of a tenacity policy: `stop_after_attempt(3)` with its call, or `stop_never` and `wait_fixed` by themselves. */
export interface Part {
  readonly name: string;
  readonly of?: CallRef;
}

/** The part that an expression names, or undefined if it is something else. */
export function partOf(place: Place, tools: Tools): Part | undefined {
  const values = tools.resolve(place);
  const [value] = values;
  if (values.length !== 1 || !value) return undefined;
  const symbol = value.kind === 'result' ? value.callee : value;
  const name = dotted(symbol);
  if (name === undefined || !/^(?:tenacity\.|pydantic_ai\.retries\.wait_)/.test(name)) return undefined;
  return { name: name.split('.').at(-1) ?? '', ...(value.kind === 'result' && { of: value.of }) };
}

/** The two sides of `a | b`, `a & b` and `a + b`. */
export function sidesOf(place: Place): { readonly op: string; readonly left: Place; readonly right: Place } | undefined {
  const { chunk, region, expr } = place;
  if (expr.kind !== 'binary') return undefined;
  return { op: expr.op, left: { chunk, region, expr: expr.left }, right: { chunk, region, expr: expr.right } };
}

/** The arguments of `retry_any(a, b)`, `stop_any(a, b)` and `wait_combine(a, b)`. */
export function argumentsOf({ of }: Part): readonly Place[] {
  return of ? of.call.args.map(({ value }) => ({ chunk: of.chunk, region: of.call.region, expr: value })) : [];
}
