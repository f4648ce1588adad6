import type { Expr, ExprOf, LoopFact } from '../facts/facts';
import type { Draft } from '../libraries/repairsOf';
import { type CallRef, type Chunk, absolute, functionAround, regionOf } from '../program/fileView';
import type { Run } from '../program/interpret';
import { testsWithin } from '../program/regions';
import { sleepOf } from '../program/sleep';
import type { Layer, Write } from './layer';
import { enough, enoughOrMore, isFew, isShort, outlivesRefill } from './refill';
import { callsOf, coded, isOwn } from './waitRepairs';

interface Counted {
  readonly ref: CallRef;
  readonly loop: number;
  readonly layer: Layer;
  /** After a 429 that names no time. */
  readonly limited: Run;
  /** What the same comes to with other numbers in the code. */
  readonly outcomeWith: (instead: ReadonlyMap<Expr, number>, names: ReadonlyMap<string, number>) => Pick<Layer, 'maxWaitSeconds' | 'attempts'>;
}

/** A number in the code, and what it becomes. */
interface Change {
  readonly chunk: Chunk;
  readonly expr: ExprOf<'number'>;
  readonly value: number;
  /** The constant of the file that it is, which nothing but the function of the loop may use. */
  readonly constant?: string;
}

/** A wait of one length that outlives a limit per minute in so many attempts, in seconds. */
const longer = 10;

/** How a loop that gives up too early is made to go on: by more attempts, or also by longer waits where these are of one length. */
export function moreAttempts(of: Counted): Draft | undefined {
  const { ref, layer, loop, limited } = of;
  const { attempts, maxWaitSeconds, retryAfter } = layer;
  const isPaced = retryAfter === 'honoured';
  if (typeof attempts !== 'number' || !isShort(maxWaitSeconds) || (isPaced && !isFew(layer))) return undefined;
  const { chunk } = ref;
  const wait = longerWait(chunk, limited);
  const counts = enoughOrMore.flatMap((count) => (count > attempts ? boundsFor(chunk, loop, attempts, count).map((changes) => ({ count, changes })) : []));
  const tried = [...counts, ...(wait ? [...(attempts >= enough ? [{ count: attempts, changes: [] }] : []), ...counts.filter(({ count }) => count === enough)].map(({ count, changes }) => ({ count, changes: [...changes, wait] })) : [])];
  const found = tried.find(({ count, changes }) => {
    const plain = changes.filter(({ constant }) => constant === undefined).map(({ expr, value }) => [expr, value] as const);
    const named = changes.flatMap(({ constant, value }) => (constant === undefined ? [] : [[constant, value] as const]));
    const outcome = of.outcomeWith(new Map(plain), new Map(named));
    return outcome.attempts === count && outcome.maxWaitSeconds !== 'unknown' && (isPaced || outlivesRefill(outcome.maxWaitSeconds));
  });
  return found && { writes: found.changes.map((change) => ['', written(change, ref)] as const), safe: isOwn(ref, ref) };
}

function longerWait(chunk: Chunk, { met }: Run): Change | undefined {
  const [call, ...others] = callsOf(met.sleeps);
  const sleep = call && others.length === 0 && call.chunk === chunk ? sleepOf(call) : 'none';
  if (typeof sleep === 'string' || sleep.amount.name !== undefined || sleep.amount.value.kind !== 'number') return undefined;
  return { chunk, expr: sleep.amount.value, value: Math.round(longer / sleep.unit) };
}

/** What may have to change for so many attempts, the likeliest first: the bound of the loop or a test in it, and the bound with the tests beside it. */
function boundsFor(chunk: Chunk, loop: number, attempts: number, count: number): readonly (readonly Change[])[] {
  const region = regionOf(chunk, loop);
  if (region?.kind !== 'loop') return [];
  const changed = (numbers: readonly Found[]): readonly Change[] => numbers.filter(({ expr: { value } }) => Math.abs(value - attempts) <= 1).map((found) => ({ ...found, value: found.expr.value + count - attempts }));
  const bounds = changed(numbersIn(chunk, loop, boundOf(chunk, region.loop)));
  const tests = changed(numbersIn(chunk, loop, testsWithin(chunk, loop)));
  return [...[...bounds, ...tests].map((change) => [change]), ...(bounds.length === 1 && tests.length > 0 ? [[...bounds, ...tests]] : [])];
}

function boundOf(chunk: Chunk, { over }: LoopFact): readonly Expr[] {
  if (over?.kind === 'call') return chunk.facts.calls[over.call]?.args.map(({ value }) => value) ?? [];
  return over ? [over] : [];
}

type Found = Pick<Change, 'chunk' | 'expr' | 'constant'>;

/** The numbers that something is counted up to in tests, written there or as a constant. */
function numbersIn(chunk: Chunk, loop: number, tests: readonly Expr[]): readonly Found[] {
  return tests.flatMap((expr): readonly Found[] => {
    switch (expr.kind) {
      case 'number':
        return [{ chunk, expr }];
      case 'binary':
        return numbersIn(chunk, loop, expr.op === '&&' || expr.op === '||' ? [expr.left, expr.right] : expr.op === '-' || expr.op === '+' ? [expr.left] : [expr.right, ...(expr.left.kind === 'name' ? [] : [expr.left])]);
      case 'name':
        return constantOf(chunk, loop, expr.name);
      default:
        return [];
    }
  });
}

/** `const attempts = 3` beside the loop, or in the file. */
function constantOf(chunk: Chunk, loop: number, name: string): readonly Found[] {
  const own = chunk.index.bindings.get(name) ?? [];
  const fn = functionAround(chunk, loop)?.fn;
  const [local, ...more] = own;
  if (local) return more.length === 0 && local.value?.kind === 'number' && fn && functionAround(chunk, local.region)?.fn === fn && local.scope !== undefined ? [{ chunk, expr: local.value }] : [];
  const [bound, ...others] = chunk.file.names.get(name) ?? [];
  if (!bound || others.length > 0 || bound.binding.value?.kind !== 'number' || isUsedElsewhere(chunk, name) || fn?.params.some(({ names }) => names.some((one) => one.name === name))) return [];
  return [{ chunk: bound.chunk, expr: bound.binding.value, constant: name }];
}

function isUsedElsewhere({ file }: Chunk, name: string): boolean {
  return file.assignments.has(name) || (file.program?.importersOf(file, name).length ?? 0) > 0;
}

function written({ chunk, expr, value, constant }: Change, ref: CallRef): Write {
  const fn = functionAround(ref.chunk, ref.call.region)?.fn;
  const span = ref.chunk.facts.regions[fn?.region ?? 0]?.span ?? { start: 0, end: 0 };
  return { at: absolute(chunk, expr.span), text: coded(value, chunk), ...(constant !== undefined && { sole: { name: constant, within: absolute(ref.chunk, span) } }) };
}
