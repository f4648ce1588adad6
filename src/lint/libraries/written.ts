import type { Expr } from '../facts/facts';

/** A name and what is read off it, as it is written: `error.response.status`; empty for anything else. */
export function written(expr: Expr): string {
  if (expr.kind === 'name') return expr.name;
  const object = expr.kind === 'member' ? written(expr.object) : '';
  return expr.kind === 'member' && object !== '' ? `${object}.${expr.name}` : '';
}
