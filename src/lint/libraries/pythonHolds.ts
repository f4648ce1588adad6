import type { Tri } from '../policy/layer';
import type { Place } from '../program/place';
import { numberOption } from './options';
import type { Tools } from './model';
import type { CallRef } from '../program/fileView';

/** Whether a list, tuple, set, `frozenset([...])`, `range(...)` or a union of them holds an item; nothing given holds nothing. */
export function holds(place: Place | 'unknown' | undefined, item: string | number, tools: Tools): Tri {
  if (place === undefined) return false;
  if (place === 'unknown') return 'unknown';
  const { chunk, region, expr } = place;
  if (expr.kind === 'binary' && (expr.op === '|' || expr.op === '+'))
    return either(holds({ chunk, region, expr: expr.left }, item, tools), holds({ chunk, region, expr: expr.right }, item, tools));
  const [value, ...others] = tools.resolve(place);
  if (others.length > 0) return 'unknown';
  if (value?.kind === 'literal' && value.value === null) return false;
  if (value?.kind === 'list') {
    const items = value.of.items.map((inner) => tools.evaluate({ chunk: value.chunk, region: value.region, expr: inner }));
    if (items.some((found) => found.is === 'literal' && found.value === item)) return true;
    return items.every((found) => found.is === 'literal') ? false : 'unknown';
  }
  if (value?.kind !== 'result' || value.callee.kind !== 'global') return 'unknown';
  const name = value.callee.path.join('.');
  if (['frozenset', 'set', 'list', 'tuple'].includes(name)) return holds(tools.argument(value.of, 0), item, tools);
  return name === 'range' && typeof item === 'number' ? inRange(value.of, item, tools) : 'unknown';
}

/** True for a list, tuple or set with nothing in it. */
export function isEmpty(place: Place, tools: Tools): boolean {
  const values = tools.resolve(place);
  return values.every((value) => (value.kind === 'list' && value.of.items.length === 0) || (value.kind === 'result' && value.callee.kind === 'global' && ['frozenset', 'set', 'list', 'tuple'].includes(value.callee.path.join('.')) && value.of.call.args.length === 0));
}

export function both(a: Tri, b: Tri): Tri {
  if (a === false || b === false) return false;
  return a === true && b === true ? true : 'unknown';
}

export function either(a: Tri, b: Tri): Tri {
  if (a === true || b === true) return true;
  return a === false && b === false ? false : 'unknown';
}

function inRange(ref: CallRef, item: number, tools: Tools): Tri {
  const [from, to] = [0, 1].map((index) => numberOption(tools.argument(ref, index), tools));
  return typeof from === 'number' && typeof to === 'number' ? from <= item && item < to : 'unknown';
}
