import type { Expr, ExprOf } from '../facts/facts';
import type { CallRef, Chunk, Context, FileView, FunctionRef } from './fileView';

/**
 * What an expression can be, as far as names lead. A `path` holds the members read off it:
 * `client.messages.create` is the result of `new Anthropic()` with the path `['messages', 'create']`.
 */
export type Value =
  | { readonly kind: 'symbol'; readonly module: string; readonly path: readonly string[] }
  /** A name that nothing in the file declares: `fetch`, `Promise`, `range`. */
  | { readonly kind: 'global'; readonly path: readonly string[] }
  | { readonly kind: 'result'; readonly callee: Value; readonly of: CallRef; readonly path: readonly string[] }
  /** Something of an annotated type; how it was made is not known. */
  | { readonly kind: 'typed'; readonly type: Value; readonly path: readonly string[] }
  | { readonly kind: 'function'; readonly of: FunctionRef }
  | { readonly kind: 'class'; readonly chunk: Chunk; readonly cls: number }
  /** An instance of a class of the file. */
  | { readonly kind: 'instance'; readonly chunk: Chunk; readonly cls: number; readonly context?: Context }
  | { readonly kind: 'object'; readonly chunk: Chunk; readonly region: number; readonly of: ExprOf<'object'>; readonly context?: Context }
  | { readonly kind: 'list'; readonly chunk: Chunk; readonly region: number; readonly of: ExprOf<'list'>; readonly context?: Context }
  /** A text says where it is written. */
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null; readonly at?: Written }
  /** Another file of the program, imported as a whole. */
  | { readonly kind: 'module'; readonly file: FileView }
  | { readonly kind: 'param'; readonly of: FunctionRef; readonly index: number; readonly path: readonly string[] }
  | { readonly kind: 'unknown' };

/** A literal at its place. */
export interface Written {
  readonly chunk: Chunk;
  readonly expr: Expr;
}

export const unknown: Value = { kind: 'unknown' };

/** What an object literal has under a name that it does not have. */
export const absent: Value = { kind: 'literal', value: null };
