import type { ExprOf } from '../facts/facts';
import type { Write } from '../policy/layer';
import type { CallRef, Chunk } from '../program/fileView';
import type { Place } from '../program/place';
import { type Holder, type Setting, entry, setting } from './clientOptions';
import type { Tools } from './model';
import { addedEntry, addedItems, isWrittenIn, replacing } from './writes';

/** The objects in which a client looks for the settings of its retries, and how one of them is written. */
export interface RetrySettings {
  readonly of: (key: string) => Setting;
  /** The object that gets a setting which is not there; undefined where none can be told. */
  readonly home: Home | undefined;
  /** True if nothing but the request sees a change of these settings; with `own`, nothing but what goes through its client. */
  readonly isPrivate: (keys: readonly string[], client: { readonly own: boolean }) => boolean;
}

export interface Home {
  readonly chunk: Chunk;
  readonly of: ExprOf<'object'>;
  /** The call in whose arguments it is written, so that types are known from there. */
  readonly by?: CallRef;
}

/** Settings that stand side by side in the options of a request or of what made its client, where `anchor` is, or else in the first of them. */
export function flatSettings(holders: readonly Holder[], anchor: string, tools: Tools): RetrySettings {
  const holder = holders.find(({ ref, index }) => tools.option(ref, anchor, index) !== undefined) ?? holders.find(({ ref, index }) => tools.argument(ref, index) !== undefined);
  const options = holder && tools.argument(holder.ref, holder.index);
  return settingsOf((key) => setting(holders, key, tools), options && homeAt(options, holder.ref, tools), holders[0]?.ref);
}

/** Settings in an object of their own, such as `limit` in `retry`. */
export function nestedSettings(holders: readonly Holder[], name: string, tools: Tools): RetrySettings {
  const places = holders.map(({ ref, index }) => ({ ref, place: tools.option(ref, name, index) }));
  const found = places.find(({ place }) => place !== undefined);
  const home = found?.place && found.place !== 'unknown' ? homeAt(found.place, found.ref, tools) : undefined;
  return settingsOf((key) => places.map(({ place }) => entry(place, key, tools)).find((place) => place !== undefined), home, holders[0]?.ref);
}

function settingsOf(of: RetrySettings['of'], home: Home | undefined, request: CallRef | undefined): RetrySettings {
  const isPrivate: RetrySettings['isPrivate'] = (keys, { own }) => {
    const places = keys.map(of).filter((place) => place !== undefined);
    if (places.some(isKept)) return false;
    return own || (home?.by !== undefined && home.by.call === request?.call && places.every((place) => place !== 'unknown' && isWrittenIn(place, request)));
  };
  return { of, home, isPrivate };
}

/** What has a name may be used elsewhere as well. */
function isKept(place: Setting): boolean {
  return typeof place === 'object' && (place.expr.kind === 'name' || place.expr.kind === 'member');
}

function homeAt(place: Place, ref: CallRef, tools: Tools): Home | undefined {
  const [value, ...others] = tools.resolve(place);
  if (value?.kind !== 'object' || others.length > 0) return undefined;
  const { chunk, of } = value;
  return { chunk, of, ...(isWrittenIn({ ...place, chunk, expr: of }, ref) && { by: ref }) };
}

/** A setting that gets a value where it has none, or a number. */
export function withNumber({ of, home }: RetrySettings, key: string, value: number): Write | undefined {
  const place = of(key);
  if (place === undefined) return home && addedEntry(home, `${key}: ${value}`);
  return place !== 'unknown' && place.expr.kind === 'number' ? replacing(place, String(value)) : undefined;
}

/** A setting that is a number, or none, and becomes other code. */
export function withCode({ of, home }: RetrySettings, key: string, code: string): Write | undefined {
  const place = of(key);
  if (place === undefined) return home && (home.by || home.chunk.file.language === 'javascript' || !code.includes('=>')) ? addedEntry(home, `${key}: ${code}`) : undefined;
  return place !== 'unknown' && place.expr.kind === 'number' ? replacing(place, code) : undefined;
}

/** A list that gets more items; where it is not set, `standard` with them. */
export function withItems({ of, home }: RetrySettings, key: string, items: readonly (string | number)[], standard: readonly (string | number)[], tools: Tools): Write | undefined {
  const place = of(key);
  if (place === 'unknown') return undefined;
  if (place) return addedItems(place, items.map(coded), tools);
  // A text in a list that nothing says the type of is any text.
  if (!home || (home.by === undefined && home.chunk.file.language !== 'javascript' && items.some((item) => typeof item === 'string'))) return undefined;
  return addedEntry(home, `${key}: [${[...standard, ...items].map(coded).join(', ')}]`);
}

function coded(item: string | number): string {
  return typeof item === 'number' ? String(item) : `'${item}'`;
}

/** True where an address can be that of the Claude API: what it is the base of asks nothing else. */
export function isClaudeBase(texts: readonly string[]): boolean {
  return texts.some((text) => text.includes('//api.anthropic.com'));
}
