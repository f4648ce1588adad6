import type { CallFact, Expr, FunctionFact } from '../facts/facts';
import { type CallRef, type Chunk, type FunctionRef } from './fileView';
import { perDeclaration } from './perDeclaration';
import { callsWithin } from './regions';
import { resolve } from './resolve';
import { filesSeeing, namesSeeing } from './visibility';

/** Where a call gets a function: an argument, or an entry of an object that is one. */
export interface Slot {
  readonly index: number;
  /** The entry, for `withRetry({ task: () => ... })`. */
  readonly key?: string;
}

/** A call that gets a function, and where. */
export interface Handing {
  readonly ref: CallRef;
  readonly slot: Slot;
}

/** The slot of a call whose expression is the one asked for. */
export function slotOf(call: CallFact, isIt: (expr: Expr) => boolean): Slot | undefined {
  for (const [index, { value }] of call.args.entries()) {
    if (isIt(value)) return { index };
    const entry = value.kind === 'object' ? value.entries.find((one) => isIt(one.value)) : undefined;
    if (entry) return { index, key: entry.key };
  }
  return undefined;
}

/** The call that gets a function written in its arguments. */
export function handingOf(chunk: Chunk, fn: number): Handing | undefined {
  const handed = chunk.index.handedFunctions.get(fn);
  return handed && { ref: { chunk, call: handed.call }, slot: handed.slot };
}

/** Calls that get a named function as an argument, in its file and in those that import it: `pRetry(ask)`. */
export function handingsByName(of: FunctionRef): readonly Handing[] {
  const { name } = of.fn;
  const { file } = of.chunk;
  if (name === undefined) return [];
  return filesSeeing(file, name).flatMap((other) =>
    namesSeeing(other, file, name).flatMap((local) =>
      (other.handed.get(local) ?? []).flatMap(({ chunk, call, slot, value }) => {
        const found = resolve({ chunk, region: call.region, expr: value }).some((candidate) => candidate.kind === 'function' && candidate.of.fn === of.fn);
        return found ? [{ ref: { chunk, call }, slot }] : [];
      }),
    ),
  );
}

/** What a function does with one that it is given: the calls of it, and the calls that it hands it on to. */
export interface Uses {
  readonly runs: readonly CallFact[];
  readonly handings: readonly { readonly call: CallFact; readonly slot: Slot }[];
}

const usesIn = perDeclaration(() => new Map<FunctionFact, Map<string, Uses>>());

/** The uses of a parameter in the function that has it, also under the name of a field of the class that it is kept in. */
export function usesOf(of: FunctionRef, slot: Slot): Uses {
  const inDeclaration = usesIn(of.chunk);
  const ofFunction = inDeclaration.get(of.fn) ?? new Map<string, Uses>();
  inDeclaration.set(of.fn, ofFunction);
  const id = `${slot.index} ${slot.key ?? ''}`;
  const uses = ofFunction.get(id) ?? findUses(of, slot);
  ofFunction.set(id, uses);
  return uses;
}

function findUses({ chunk, fn }: FunctionRef, { index, key }: Slot): Uses {
  const isParam = parameterAt(fn, index, key);
  if (!isParam) return { runs: [], handings: [] };
  const field = fn.cls === undefined ? undefined : fieldKeeping(chunk, fn, isParam);
  const isIt = (expr: Expr): boolean => isParam(expr) || (field !== undefined && expr.kind === 'member' && expr.name === field && isSelf(expr.object));
  const home = field === undefined ? fn.region : (chunk.facts.classes[fn.cls ?? -1]?.region ?? fn.region);
  const inside = callsWithin(chunk, home);
  return {
    runs: inside.filter(({ callee }) => isIt(callee) || (callee.kind === 'member' && (callee.name === 'call' || callee.name === 'apply') && isIt(callee.object))),
    handings: inside.flatMap((call) => {
      const slot = slotOf(call, isIt);
      return slot ? [{ call, slot }] : [];
    }),
  };
}

type IsIt = (expr: Expr) => boolean;

/** Recognizes the parameter, or the entry of the object that the parameter is. */
function parameterAt(fn: FunctionFact, index: number, key: string | undefined): IsIt | undefined {
  const param = fn.params[index];
  if (!param) return undefined;
  const [whole] = param.names;
  const name = key === undefined ? (whole?.path.length === 0 ? whole.name : undefined) : param.names.find(({ path }) => path.length === 1 && path[0] === key)?.name;
  if (name !== undefined) return (expr) => expr.kind === 'name' && expr.name === name;
  if (key === undefined || whole?.path.length !== 0) return undefined;
  return (expr) => expr.kind === 'member' && expr.name === key && expr.object.kind === 'name' && expr.object.name === whole.name;
}

function fieldKeeping(chunk: Chunk, fn: FunctionFact, isParam: IsIt): string | undefined {
  const own = fn.params.find(({ field, names }) => field && names.some(({ name }) => isParam({ kind: 'name', name, span: { start: 0, end: 0 } })));
  return own?.names[0]?.name ?? chunk.facts.bindings.find(({ cls, value }) => cls === fn.cls && value && isParam(value))?.name;
}

function isSelf(expr: Expr): boolean {
  return expr.kind === 'this' || (expr.kind === 'name' && expr.name === 'self');
}
