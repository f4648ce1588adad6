import type { Arg, Entry, Expr, ExprOf } from '../facts/facts';
import type { Span } from '../source';
import type { CallRef, Chunk } from './fileView';

/** A text as it is written, with what the code does with it. */
export interface WrittenRole {
  readonly literal: ExprOf<'string'>;
  readonly region: number;
  readonly role: Role;
}

export type Role =
  /** A name or a field gets it, or it is returned. */
  | { readonly kind: 'value' }
  | { readonly kind: 'argument'; readonly ref: CallRef; readonly arg: Arg }
  /** `call` gets the object itself. */
  | { readonly kind: 'entry'; readonly entry: Entry; readonly object: ExprOf<'object'>; readonly call?: CallRef }
  /** What stands in for `of` where that is missing. */
  | { readonly kind: 'fallback'; readonly of: Expr };

/** The text around a span; undefined where the code does something else with it, such as comparing it. */
export function roleOf(chunk: Chunk, span: Span): WrittenRole | undefined {
  for (const { expr, region, role } of exprsOf(chunk)) {
    if (!holds(expr.span, span)) continue;
    const found = within(expr, role, span);
    if (found) return { ...found, region };
  }
  return undefined;
}

interface Used {
  readonly expr: Expr;
  readonly region: number;
  readonly role: Role;
}

function* exprsOf(chunk: Chunk): Generator<Used> {
  const { calls, bindings, entries, exits, functions } = chunk.facts;
  const value: Role = { kind: 'value' };
  for (const call of calls) for (const arg of call.args) if (!arg.spread) yield { expr: arg.value, region: call.region, role: { kind: 'argument', ref: { chunk, call }, arg } };
  for (const binding of bindings) if (binding.value && binding.path.length === 0) yield { expr: binding.value, region: binding.region, role: value };
  for (const entry of entries) if (entry.target !== 'process.env') yield { expr: entry.value, region: entry.region, role: value };
  for (const exit of exits) if (exit.value && exit.kind === 'return') yield { expr: exit.value, region: exit.region, role: value };
  for (const fn of functions) if (fn.result) yield { expr: fn.result, region: fn.region, role: value };
}

function within(expr: Expr, role: Role, span: Span): Omit<WrittenRole, 'region'> | undefined {
  switch (expr.kind) {
    case 'string':
      return { literal: expr, role };
    case 'object': {
      const entry = expr.entries.find(({ value }) => holds(value.span, span));
      return entry && within(entry.value, { kind: 'entry', entry, object: expr, ...(role.kind === 'argument' && { call: role.ref }) }, span);
    }
    case 'binary':
      return (expr.op === '??' || expr.op === '||') && holds(expr.right.span, span) ? within(expr.right, { kind: 'fallback', of: expr.left }, span) : undefined;
    default:
      return undefined;
  }
}

function holds(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
