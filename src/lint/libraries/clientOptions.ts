import { type CallRef, absolute } from '../program/fileView';
import type { Place } from '../program/place';
import { spreadIn } from '../program/spreadIn';
import type { Location } from '../source';
import type { Tools } from './model';
import { entryOf } from './options';

/** A call whose argument `index` holds options. */
export interface Holder {
  readonly ref: CallRef;
  readonly index: number;
}

export type Setting = Place | 'unknown' | undefined;

/** An option where it is set last: in the request, else in the instance, else in what the instance was made of. */
export function setting(holders: readonly Holder[], name: string, tools: Tools): Setting {
  return first(holders, ({ ref, index }) => tools.option(ref, name, index));
}

/** All settings of an option that clients put together instead of replacing it, the last one first: headers. */
export function settings(holders: readonly Holder[], name: string, tools: Tools): readonly Setting[] {
  return holders.map(({ ref, index }) => tools.option(ref, name, index));
}

/** An entry of an option that is an object, which clients merge key by key: `limit` of `retry`. */
export function nested(holders: readonly Holder[], name: string, key: string, tools: Tools): Setting {
  return first(holders, ({ ref, index }) => entry(tools.option(ref, name, index), key, tools));
}

/** Where an option stands, or the call whose options cannot be read. */
export function spanOfSetting(holders: readonly Holder[], name: string, tools: Tools): Location {
  const places = holders.map(({ ref, index }) => ({ ref, place: tools.option(ref, name, index) }));
  const found = places.find(({ place }) => place !== undefined) ?? places[0];
  if (!found) return { start: 0, end: 0 };
  const { ref, place } = found;
  return typeof place === 'object' ? absolute(place.chunk, place.expr.span) : absolute(ref.chunk, ref.call.span);
}

function first<T>(items: readonly T[], find: (item: T) => Setting): Setting {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** An entry of what an expression can be; `'unknown'` when it or an object spread into it cannot be read. */
export function entry(place: Setting, key: string, tools: Tools): Setting {
  if (place === undefined || place === 'unknown') return place;
  const values = tools.resolve(place).filter(({ kind }) => kind !== 'literal');
  if (values.some(({ kind }) => kind !== 'object')) return 'unknown';
  const found = entryOf(place, key, tools);
  if (found) return found;
  const isUnread = values.some(
    (value) => value.kind === 'object' && value.of.spreads.some((expr) => entry({ chunk: value.chunk, region: value.region, expr: spreadIn(expr), ...(value.context && { context: value.context }) }, key, tools) === 'unknown'),
  );
  return isUnread ? 'unknown' : undefined;
}

export function textsOf(place: Setting, tools: Tools): readonly string[] {
  return place && place !== 'unknown' ? tools.texts(place) : [];
}

/** The HTTP methods that an option can name; a request is a GET unless its options say otherwise, by the Fetch standard and in the clients. */
export function methodsOf(place: Setting, tools: Tools): readonly string[] {
  return place === undefined ? ['GET'] : textsOf(place, tools);
}

/** Whether an option is a certain literal; undefined if it cannot be told. */
export function isLiteral(place: Setting, value: string | number | boolean, tools: Tools): boolean | undefined {
  if (place === undefined) return false;
  const found = place === 'unknown' ? undefined : tools.evaluate(place);
  return found?.is === 'literal' ? found.value === value : undefined;
}

/** Whether a list holds an item, letter case aside; `standard` is the list where the option is not set. */
export function lists(place: Setting, item: string | number, standard: readonly (string | number)[], tools: Tools): boolean | undefined {
  const same = (other: unknown) => String(other).toLowerCase() === String(item).toLowerCase();
  if (place === undefined) return standard.some(same);
  if (place === 'unknown') return undefined;
  const found = tools.evaluate(place);
  if (found.is === 'literal' && found.value === null) return standard.some(same);
  if (found.is !== 'list') return undefined;
  if (found.items.some((one) => one.is === 'literal' && same(one.value))) return true;
  return found.items.every(({ is }) => is === 'literal') ? false : undefined;
}
