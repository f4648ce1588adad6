import type { Binding, CallFact, Exit, Expr, FunctionFact } from '../facts/facts';
import { type Chunk, type FunctionRef, functionAround } from './fileView';
import { perDeclaration } from './perDeclaration';
import { push } from './push';

/** Look-ups over the regions of a declaration. */
interface Regions {
  readonly inner: ReadonlyMap<number, readonly number[]>;
  /** What belongs to a `try` region: its handlers, and what follows them. */
  readonly ofTry: ReadonlyMap<number, readonly number[]>;
  /** The `else` and `then` regions by where they stand and where their test does. */
  readonly elses: ReadonlyMap<string, number>;
  readonly thens: ReadonlyMap<string, number>;
  /** Numbers of calls. */
  readonly calls: ReadonlyMap<number, readonly number[]>;
  readonly bindings: ReadonlyMap<number, readonly Binding[]>;
  /** Assignments by the region of the function that they stand in, in the order of their ends. */
  readonly assignments: ReadonlyMap<number | undefined, readonly Binding[]>;
}

const regionsOf = perDeclaration((chunk): Regions => {
  const { facts } = chunk;
  const inner = new Map<number, number[]>();
  const ofTry = new Map<number, number[]>();
  const elses = new Map<string, number>();
  const thens = new Map<string, number>();
  const calls = new Map<number, number[]>();
  const bindings = new Map<number, Binding[]>();
  const assignments = new Map<number | undefined, Binding[]>();
  for (const [id, region] of facts.regions.entries()) {
    push(inner, region.parent, id);
    if ('try' in region) push(ofTry, region.try, id);
    if (region.kind === 'else' && !elses.has(keyOf(region))) elses.set(keyOf(region), id);
    if (region.kind === 'then' && !thens.has(keyOf(region))) thens.set(keyOf(region), id);
  }
  for (const [index, { region }] of facts.calls.entries()) push(calls, region, index);
  for (const binding of facts.bindings) {
    push(bindings, binding.region, binding);
    if (binding.cls === undefined && binding.value && binding.path.length === 0) push(assignments, functionAround(chunk, binding.region)?.fn.region, binding);
  }
  for (const list of assignments.values()) list.sort((a, b) => a.span.end - b.span.end);
  return { inner, ofTry, elses, thens, calls, bindings, assignments };
});

interface Tested {
  readonly parent: number;
  readonly test: { readonly span: { readonly start: number } };
}

function keyOf({ parent, test }: Tested): string {
  return `${parent} ${test.span.start}`;
}

/** The other side of a `then` region. */
export function elseOf(chunk: Chunk, then: Tested): number | undefined {
  return regionsOf(chunk).elses.get(keyOf(then));
}

/** The other side of an `else` region. */
export function thenOf(chunk: Chunk, other: Tested): number | undefined {
  return regionsOf(chunk).thens.get(keyOf(other));
}

const exitsIn = perDeclaration((chunk): ReadonlyMap<FunctionFact, readonly Exit[]> => {
  const found = new Map<FunctionFact, Exit[]>();
  for (const exit of chunk.facts.exits) {
    const around = functionAround(chunk, exit.region);
    if (around) push(found, around.fn, exit);
  }
  return found;
});

/** Where control leaves a function itself, and not one inside of it. */
export function exitsOf({ chunk, fn }: FunctionRef): readonly Exit[] {
  return exitsIn(chunk).get(fn) ?? [];
}

/** The handlers of a `try` region and what follows them, in document order. */
export function regionsOfTry(chunk: Chunk, id: number): readonly number[] {
  return regionsOf(chunk).ofTry.get(id) ?? [];
}

/** A region and all in it; the list grows while it is gone through. */
export function regionsWithin(chunk: Chunk, region: number): readonly number[] {
  const { inner } = regionsOf(chunk);
  const found = [region];
  for (const id of found) found.push(...(inner.get(id) ?? []));
  return found;
}

/** The calls in a region and in those in it, as they are numbered. */
export function callsWithin(chunk: Chunk, region: number): readonly CallFact[] {
  const { calls } = regionsOf(chunk);
  const numbers = regionsWithin(chunk, region).flatMap((id) => calls.get(id) ?? []);
  return numbers.sort((a, b) => a - b).flatMap((index) => chunk.facts.calls[index] ?? []);
}

/** The names and fields that get a value in a region and in those in it. */
export function bindingsWithin(chunk: Chunk, region: number): readonly Binding[] {
  const { bindings } = regionsOf(chunk);
  return regionsWithin(chunk, region).flatMap((id) => bindings.get(id) ?? []);
}

/** The last assignments of a function that end before a place, in order; `fn` is its region, undefined outside of functions. */
export function assignmentsBefore(chunk: Chunk, fn: number | undefined, before: number, most: number): readonly Binding[] {
  const all = regionsOf(chunk).assignments.get(fn) ?? [];
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.span.end ?? 0) <= before) low = middle + 1;
    else high = middle;
  }
  return all.slice(Math.max(0, low - most), low);
}

/** The tests that are asked on the way through a region. */
export function testsWithin(chunk: Chunk, id: number): readonly Expr[] {
  return regionsWithin(chunk, id).flatMap((inside) => {
    const region = chunk.facts.regions[inside];
    return region?.kind === 'then' ? [region.test] : [];
  });
}
