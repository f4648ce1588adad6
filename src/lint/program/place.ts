import type { Expr } from '../facts/facts';
import type { Chunk, Context } from './fileView';

/** An expression at its place. */
export interface Place {
  readonly chunk: Chunk;
  readonly region: number;
  readonly expr: Expr;
  /** Where it stands in a function that a certain call has entered. */
  readonly context?: Context;
}
