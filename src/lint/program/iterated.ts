import type { Expr } from '../facts/facts';
import { type CallRef, calleeName } from './fileView';
import { type Place, placeIn } from './place';
import type { Value } from './value';

type Evaluate = (place: Place) => readonly Value[];

/** Which part of an item a name gets: the item itself, or what stands at a position of it. */
export type Part = number | 'whole';

/** Give the items of their argument, in some order. */
const sameItems = new Set(['list', 'tuple', 'set', 'sorted', 'reversed', 'iter', 'shuffled']);

/** What goes through each item of a list with a function that gets it first. */
export const listMethods: ReadonlySet<string> = new Set(['map', 'forEach', 'flatMap', 'filter', 'some', 'every', 'find', 'findIndex']);

/** What a name stands for that goes through what is written down: `for model in MODELS`, `for name, model in MODELS.items()`, `enumerate(MODELS)`. Empty where that is not known. */
export function itemsOf(over: Place, part: Part, evaluate: Evaluate): readonly Value[] {
  const ref = callAt(over);
  const called = ref && throughCall(ref, part, evaluate);
  if (called) return called;
  return evaluate(over).flatMap((value) => {
    if (value.kind === 'list') return value.of.items.flatMap((item) => partOf({ chunk: value.chunk, region: value.region, expr: item, ...(value.context && { context: value.context }) }, part, evaluate));
    return value.kind === 'object' && part === 'whole' && value.chunk.file.language === 'python' ? keysOf(value) : [];
  });
}

function partOf(item: Place, part: Part, evaluate: Evaluate): readonly Value[] {
  if (part === 'whole') return evaluate(item);
  const inner = item.expr.kind === 'list' ? item.expr.items[part] : undefined;
  return inner ? evaluate({ ...item, expr: inner }) : [];
}

function callAt({ chunk, expr, context }: Place): CallRef | undefined {
  const call = expr.kind === 'call' ? chunk.facts.calls[expr.call] : undefined;
  return call && { chunk, call, ...(context && { context }) };
}

function throughCall(ref: CallRef, part: Part, evaluate: Evaluate): readonly Value[] | undefined {
  const { callee, args } = ref.call;
  const name = calleeName(ref.call) ?? '';
  const first = args[0] && placeIn(ref, args[0].value);
  if (callee.kind === 'name') {
    if (name === 'enumerate' && first) return part === 1 ? itemsOf(first, 'whole', evaluate) : [];
    if (name === 'zip' && typeof part === 'number') return args[part] ? itemsOf(placeIn(ref, args[part].value), 'whole', evaluate) : [];
    return sameItems.has(name) && first ? itemsOf(first, part, evaluate) : undefined;
  }
  if (callee.kind !== 'member') return undefined;
  const isOfObject = isNamed(callee.object, 'Object');
  const of = isOfObject ? first : placeIn(ref, callee.object);
  const way = isOfObject ? ({ entries: 'items', values: 'values', keys: 'keys' } as const)[name] : name;
  if (!of || (way !== 'items' && way !== 'values' && way !== 'keys')) return undefined;
  return evaluate(of).flatMap((value) => {
    if (value.kind !== 'object') return [];
    if (way === 'keys' || (way === 'items' && part === 0)) return keysOf(value);
    return way === 'values' || part === 1 ? value.of.entries.flatMap((entry) => evaluate({ chunk: value.chunk, region: value.region, expr: entry.value, ...(value.context && { context: value.context }) })) : [];
  });
}

function keysOf({ of }: Extract<Value, { kind: 'object' }>): readonly Value[] {
  return of.entries.map(({ key }) => ({ kind: 'literal', value: key }));
}

function isNamed(expr: Expr, name: string): boolean {
  return expr.kind === 'name' && expr.name === name;
}
