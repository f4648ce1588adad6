import type { Expr } from '../facts/facts';
import { type CallRef, absolute } from '../program/fileView';
import type { Place } from '../program/place';
import type { Value } from '../program/value';
import type { Span } from '../source';
import type { Tools } from './model';

/** A number that an option sets: absent, not readable, endless or the number. */
export type NumberOption = number | 'unbounded' | 'unknown' | undefined;

/** Reads an option as a number; `null` and `undefined` count as absent, as the JavaScript libraries take them. */
export function numberOption(place: Place | 'unknown' | undefined, tools: Tools): NumberOption {
  if (place === undefined || place === 'unknown') return place;
  const { expr } = place;
  if (expr.kind === 'null' || isName(expr, 'undefined', 'None')) return undefined;
  if (isName(expr, 'Infinity') || (expr.kind === 'member' && expr.name === 'POSITIVE_INFINITY')) return 'unbounded';
  return tools.number(place) ?? 'unknown';
}

/** The one text that an expression can be, if it is known in full. */
export function onlyText(texts: readonly string[]): string | undefined {
  const [text, ...others] = new Set(texts);
  return others.length === 0 && !text?.includes('\u0000') ? text : undefined;
}

/** A Python argument by its name or position. */
export function pythonArgument(ref: CallRef, name: string, index: number, tools: Tools): Place | 'unknown' | undefined {
  return tools.option(ref, name) ?? tools.argument(ref, index);
}

/** An entry of the object literal that an expression can be; a spread object is looked into. */
export function entryOf(place: Place, key: string, tools: Tools): Place | undefined {
  return find(place, (name) => name === key, tools, 0);
}

/** Like `entryOf`, whatever the letter case, as header names go. Looks through `new Headers({...})`. */
export function headerOf(place: Place, name: string, tools: Tools): Place | undefined {
  const object = tools.resolve(place).find((value) => value.kind === 'object');
  const [made] = object ? [] : tools.resolve(place);
  const inner = made?.kind === 'result' ? tools.argument(made.of, 0) : undefined;
  return find(inner ?? place, (key) => key.toLowerCase() === name, tools, 0);
}

/** Where a place stands in the document. */
export function spanOf({ chunk, expr }: Place): Span {
  return absolute(chunk, expr.span);
}

/** The call whose result a value is, if the callee is a member of a module. */
export function made(value: Value, modules: readonly string[]): { readonly name: string; readonly of: CallRef; readonly path: readonly string[] } | undefined {
  if (value.kind !== 'result' || value.callee.kind !== 'symbol' || !modules.includes(value.callee.module)) return undefined;
  return { name: value.callee.path.at(-1) ?? '', of: value.of, path: value.path };
}

function find(place: Place, matches: (key: string) => boolean, tools: Tools, depth: number): Place | undefined {
  for (const value of tools.resolve(place)) {
    if (value.kind !== 'object') continue;
    const { chunk, region, of } = value;
    const entry = of.entries.findLast(({ key }) => matches(key));
    if (entry) return { chunk, region, expr: entry.value };
    for (const spread of of.spreads) {
      const found = depth < 3 ? find({ chunk, region, expr: spread }, matches, tools, depth + 1) : undefined;
      if (found) return found;
    }
  }
  return undefined;
}

function isName(expr: Expr, ...names: readonly string[]): boolean {
  return expr.kind === 'name' && names.includes(expr.name);
}
