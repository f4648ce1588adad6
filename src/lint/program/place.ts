import type { Expr } from '../facts/facts';
import type { CallRef, Chunk, Context } from './fileView';

/** An expression at its place. */
export interface Place {
  readonly chunk: Chunk;
  readonly region: number;
  readonly expr: Expr;
  /** Where it stands in a function that a certain call has entered. */
  readonly context?: Context;
}

/** An expression of a call, such as an argument, at its place. */
export function placeIn({ chunk, call, context }: CallRef, expr: Expr): Place {
  return { chunk, region: call.region, expr, ...(context && { context }) };
}
