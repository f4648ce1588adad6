import type { Expr } from '../facts/facts';
import type { Bound } from './fileView';
import { type Place, placeIn } from './place';
import { resolve } from './resolve';
import type { Written } from './value';

/** One text that an expression can be; a part that is not known reads `\u0000`. */
export interface WrittenText {
  readonly text: string;
  /** The literals and templates that it is put together from, first to last. */
  readonly from: readonly Written[];
}

const hole: WrittenText = { text: '\u0000', from: [] };

/** The texts that an expression can be, with the places where they are written. */
export function textsAt(place: Place, depth = 0): readonly WrittenText[] {
  const { chunk, expr } = place;
  if (depth > 6) return [hole];
  const of = (inner: Expr) => textsAt({ ...place, expr: inner }, depth + 1);
  switch (expr.kind) {
    case 'string':
      return [{ text: expr.value, from: [{ chunk, expr }] }];
    case 'template':
      return joined(expr.parts.map((part) => (typeof part === 'string' ? [{ text: part, from: [{ chunk, expr }] }] : of(part))));
    case 'binary':
      if (expr.op === '+') return joined([of(expr.left), of(expr.right)]);
      return expr.op === '||' || expr.op === '??' ? [...of(expr.left), ...of(expr.right)] : [hole];
    case 'choice':
      return [...of(expr.then), ...of(expr.else)];
    default:
      return resolvedTexts(place, depth);
  }
}

function joined(parts: readonly (readonly WrittenText[])[]): readonly WrittenText[] {
  const start: readonly WrittenText[] = [{ text: '', from: [] }];
  return parts.reduce((heads, tails) => heads.flatMap((head) => tails.map((tail) => ({ text: head.text + tail.text, from: [...head.from, ...tail.from] }))).slice(0, 16), start);
}

function resolvedTexts(place: Place, depth: number): readonly WrittenText[] {
  const { chunk, expr } = place;
  const found = resolve(place).flatMap((value): readonly WrittenText[] => {
    if (value.kind === 'literal') return typeof value.value === 'string' ? [{ text: value.value, from: value.at ? [value.at] : [] }] : [];
    if (value.kind !== 'result') return [];
    // A variable of the environment with a default, and the wrappers of an address.
    const { call } = value.of;
    const inner = (index: number) => {
      const arg = call.args[index];
      return arg ? textsAt(placeIn(value.of, arg.value), depth + 1) : [];
    };
    const name = 'path' in value.callee ? value.callee.path.at(-1) : undefined;
    if (name === 'getenv' || name === 'get') return inner(1);
    if (name === 'toString' && call.callee.kind === 'member') return textsAt(placeIn(value.of, call.callee.object), depth + 1);
    if (name === 'URL') return inner(1).length > 0 ? inner(1).flatMap((base) => inner(0).map((path) => underBase(base, path))) : inner(0);
    return [];
  });
  if (found.length > 0) return found;
  const bound = expr.kind === 'name' ? boundTexts(chunk, expr.name, depth) : expr.kind === 'member' && expr.object.kind === 'this' ? fieldTexts(chunk, expr.name, depth) : [];
  return bound.length > 0 ? bound : [hole];
}

function underBase(base: WrittenText, path: WrittenText): WrittenText {
  return { text: base.text.replace(/\/$/, '') + (path.text.startsWith('/') ? path.text : `/${path.text}`), from: [...base.from, ...path.from] };
}

/** A name bound to a text put together: `const url = base + '/v1/messages'`. */
function boundTexts(chunk: Place['chunk'], name: string, depth: number): readonly WrittenText[] {
  const local = (chunk.index.bindings.get(name) ?? []).map((binding) => ({ chunk, binding }));
  return composed(local.length > 0 ? local : (chunk.file.names.get(name) ?? []), depth);
}

/** A field of the class: `self.url = self.base + self.endpoint`. */
function fieldTexts(chunk: Place['chunk'], name: string, depth: number): readonly WrittenText[] {
  return composed((chunk.index.bindings.get(name) ?? []).filter(({ cls }) => cls !== undefined).map((binding) => ({ chunk, binding })), depth);
}

function composed(bindings: readonly Bound[], depth: number): readonly WrittenText[] {
  return bindings.flatMap(({ chunk, binding: { value, path, region } }) => (value && path.length === 0 && (value.kind === 'template' || value.kind === 'binary' || value.kind === 'choice') ? textsAt({ chunk, region, expr: value }, depth + 1) : []));
}
