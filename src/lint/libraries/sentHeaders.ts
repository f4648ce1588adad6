import type { Place } from '../program/place';
import type { Value } from '../program/value';
import type { SentHeader, Tools } from './model';

/** The headers of a request by their names in small letters, each with its value's place; undefined unless all of them are known. */
export function sentHeaders(places: readonly (Place | 'unknown' | undefined)[], tools: Tools): ReadonlyMap<string, SentHeader> | undefined {
  const found = new Map<string, SentHeader>();
  // What the request sets itself stands before what its client sets.
  for (const place of places.toReversed()) if (place !== undefined && (place === 'unknown' || !collect(place, found, tools, 0))) return undefined;
  return found;
}

/** Adds the headers that an expression holds; false where others may be among them. */
function collect(place: Place, found: Map<string, SentHeader>, tools: Tools, depth: number): boolean {
  const [value, ...others] = tools.resolve(place);
  if (!value || others.length > 0 || depth > 4) return false;
  if (value.kind === 'result' && value.path.length === 0 && value.callee.kind === 'global' && value.callee.path.join('.') === 'Headers') {
    const given = tools.argument(value.of, 0);
    return given !== undefined && !isFilled(value) && collect(given, found, tools, depth + 1);
  }
  if (value.kind !== 'object') return false;
  const { chunk, region, of } = value;
  const at = (expr: Place['expr']): Place => ({ chunk, region, expr, ...(value.context && { context: value.context }) });
  if (!of.spreads.every((spread) => collect(at(spread), found, tools, depth + 1))) return false;
  for (const entry of of.entries) found.set(entry.key.toLowerCase(), { ...at(entry.value), in: { entry, object: of } });
  const variable = chunk.index.objectNames.get(of.span.start);
  if (variable === undefined) return true;
  const late = chunk.index.entries.get(variable) ?? [];
  for (const { key, value: expr, region: where } of late) if (key !== undefined) found.set(key.toLowerCase(), { chunk, region: where, expr });
  return late.every(({ key }) => key !== undefined) && !chunk.index.filled.has(variable);
}

/** `headers.set(...)` after `const headers = new Headers({...})`. */
function isFilled({ of: { chunk, call } }: Extract<Value, { kind: 'result' }>): boolean {
  return (chunk.index.callNames.get(call) ?? []).length > 0 && (chunk.index.calls.has('set') || chunk.index.calls.has('append'));
}
