import type { Expr } from '../facts/facts';
import type { Chunk } from './fileView';

/** An expression at its place. */
export interface Place {
  readonly chunk: Chunk;
  readonly region: number;
  readonly expr: Expr;
}
