import type { FanOut } from '../call';
import type { Location } from '../source';

/** How many calls run at once at most; `unknown` where something bounds them and the number cannot be read. */
export type Bound = number | 'unknown' | undefined;

/** Calls that run at once, within a bound. */
export function parallel(at: Location, bound: Bound): FanOut {
  if (bound === 'unknown') return { kind: 'parallel', at, isBounded: true };
  return { kind: 'parallel', at, ...(bound !== undefined && { limit: bound }) };
}

/** Of two bounds, the one that counts. */
export function tighter(one: Bound, other: Bound): Bound {
  if (typeof one === 'number' && typeof other === 'number') return Math.min(one, other);
  return typeof one === 'number' ? one : typeof other === 'number' ? other : (one ?? other);
}
