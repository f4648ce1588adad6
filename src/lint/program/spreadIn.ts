import type { Expr } from '../facts/facts';

/** What a spread can bring entries from: of `...(isSet && { a })` the object alone. */
export function spreadIn(expr: Expr): Expr {
  return expr.kind === 'binary' && expr.op === '&&' ? spreadIn(expr.right) : expr;
}
