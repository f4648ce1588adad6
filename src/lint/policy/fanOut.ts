import type { FanOut } from '../call';
import type { CallFact } from '../facts/facts';
import type { Tools } from '../libraries/model';
import { type CallRef, absolute, calleeName, outward } from '../program/fileView';
import { perDeclaration } from '../program/perDeclaration';
import { placeIn } from '../program/place';
import type { Value } from '../program/value';

export const noFanOut: FanOut = { kind: 'none' };

/** Of what is inside and what is around, the one that sends more at once. */
export function wider(inner: FanOut, outer: FanOut): FanOut {
  if (inner.kind === 'parallel' || outer.kind === 'none') return inner;
  return inner.kind === 'none' || outer.kind === 'parallel' ? outer : inner;
}

/** What a loop makes of a call in it: one after the other, or all at once where nothing in the loop waits for the answer. */
export function loopFanOut(ref: CallRef, loop: CallFact['span'], limit: number | undefined, tools: Tools): FanOut {
  const at = absolute(ref.chunk, loop);
  return isStarted(ref, tools) ? { kind: 'parallel', at, ...(limit !== undefined && { limit }) } : { kind: 'loop', at };
}

/** Calls of one function beside each other in `Promise.all([...])` or `asyncio.gather(...)`; what stands beside a call of another may ask nobody. */
export function togetherFanOut({ chunk, call }: CallRef, limit: number | undefined): FanOut {
  const found = gatheredIn(chunk).get(call);
  return found ? { kind: 'parallel', limit: Math.min(found.count, limit ?? Infinity), at: absolute(chunk, found.by.callee.span) } : noFanOut;
}

interface Gathered {
  readonly by: CallFact;
  readonly count: number;
}

const gatheredIn = perDeclaration(({ facts, index }): ReadonlyMap<CallFact, Gathered> => {
  const gathered = new Map<CallFact, Gathered>();
  for (const by of gatherers.flatMap((name) => index.calls.get(name) ?? [])) {
    const calls = by.args.flatMap(({ value }) => (value.kind === 'list' ? value.items : [value])).flatMap((expr) => (expr.kind === 'call' ? (facts.calls[expr.call] ?? []) : []));
    const counts = new Map<string | undefined, number>();
    for (const call of calls) counts.set(calleeName(call), (counts.get(calleeName(call)) ?? 0) + 1);
    for (const call of calls) {
      const count = counts.get(calleeName(call)) ?? 0;
      if (count > 1 && !gathered.has(call)) gathered.set(call, { by, count });
    }
  }
  return gathered;
});

/** What a call makes of a function that it gets: `items.map(ask)`, `pool.submit(ask, item)`. */
export function handedFanOut(ref: CallRef, limit: number | undefined, tools: Tools): FanOut {
  const { chunk, call } = ref;
  const at = absolute(chunk, call.callee.span);
  const name = calleeName(call) ?? '';
  const bounded = (own: number | undefined): FanOut => {
    const least = Math.min(own ?? Infinity, limit ?? Infinity);
    return { kind: 'parallel', at, ...(Number.isFinite(least) && { limit: least }) };
  };
  if (chunk.file.language === 'python') {
    // One that is handed to a pool alone only runs elsewhere.
    if (name === 'submit') return isRepeated(ref) ? bounded(workers(ref, tools)) : noFanOut;
    const pool = name === 'map' || name === 'imap' || name === 'starmap' || name === 'imap_unordered' ? workers(ref, tools) : undefined;
    return pool !== undefined || isPool(ref, tools) ? bounded(pool) : name === 'map' && call.callee.kind === 'name' ? { kind: 'loop', at } : noFanOut;
  }
  // Every call of an API is asynchronous there: a callback that nobody waits for only starts it.
  if (name === 'map' || name === 'flatMap') return bounded(sliceLength(ref, tools));
  if (name === 'forEach') return bounded(undefined);
  if (name === 'reduce') return { kind: 'loop', at };
  if (name === 'from' && call.callee.kind === 'member' && call.callee.object.kind === 'name' && call.callee.object.name === 'Array') return bounded(arrayLength(ref, tools));
  return noFanOut;
}

/** True for a call in a loop or comprehension of its function. */
function isRepeated({ chunk, call }: CallRef): boolean {
  for (const { region } of outward(chunk, call.region)) {
    if (region.kind === 'function') return false;
    if (region.kind === 'loop') return true;
  }
  return false;
}

const gatherers = ['all', 'allSettled', 'any', 'gather'];
const pools = new Set(['ThreadPoolExecutor', 'ProcessPoolExecutor', 'ThreadPool', 'Pool']);
/** What starts a coroutine without waiting for it. */
const starters = new Set(['create_task', 'ensure_future', 'start_soon', 'push', 'append', 'add', 'set']);

/** What runs a function elsewhere: asyncio, `concurrent.futures`, trio and anyio, `multiprocessing`. */
const spawners = new Set(['to_thread', 'run_in_executor', 'submit', 'create_task', 'start_soon', 'apply_async']);

/** True where the answer of a call is not waited for in the turn of the loop that sends it. */
function isStarted(ref: CallRef, tools: Tools): boolean {
  const { chunk, call } = ref;
  if (call.awaited || call.use === 'returned' || call.use === 'with') return false;
  if (chunk.file.language === 'python' && !isCoroutine(ref, tools)) return false;
  if (call.use === 'chained' && chunk.file.language === 'python') return false;
  const around = chunk.facts.calls.filter(({ argsSpan, region }) => region === call.region && argsSpan.start <= call.span.start && call.span.end <= argsSpan.end);
  return around.every((outer) => !outer.awaited || starters.has(calleeName(outer) ?? ''));
}

function isCoroutine(ref: CallRef, tools: Tools): boolean {
  const name = calleeName(ref.call) ?? '';
  if (spawners.has(name)) return true;
  return tools.resolveCallee(ref).some((value) => (value.kind === 'function' ? value.of.fn.async : rootName(value).startsWith('Async')));
}

function rootName(value: Value): string {
  if (value.kind === 'result') return rootName(value.callee);
  if (value.kind === 'typed') return rootName(value.type);
  return value.kind === 'symbol' ? (value.path.findLast((part) => /^[A-Z]/.test(part)) ?? '') : '';
}

function workers(ref: CallRef, tools: Tools): number | undefined {
  const made = poolOf(ref, tools);
  const size = made && (option(made, 'max_workers', tools) ?? option(made, 'processes', tools) ?? tools.argument(made, 0));
  return size && tools.number(size);
}

function isPool(ref: CallRef, tools: Tools): boolean {
  return poolOf(ref, tools) !== undefined;
}

function poolOf(ref: CallRef, tools: Tools): CallRef | undefined {
  const { callee } = ref.call;
  if (callee.kind !== 'member') return undefined;
  return tools.resolve(placeIn(ref, callee.object)).flatMap((value) => madeBy(value, pools) ?? [])[0];
}

function madeBy(value: Value, names: ReadonlySet<string>): CallRef | undefined {
  if (value.kind !== 'result' || value.path.length > 0 || (value.callee.kind !== 'symbol' && value.callee.kind !== 'global')) return undefined;
  return names.has(value.callee.path.at(-1) ?? '') ? value.of : undefined;
}

function option(ref: CallRef, name: string, tools: Tools) {
  const place = tools.option(ref, name);
  return place === 'unknown' ? undefined : place;
}

/** `items.slice(i, i + 5).map(...)` and `items.splice(0, 5).map(...)` take five at a time. */
function sliceLength(ref: CallRef, tools: Tools): number | undefined {
  const { chunk, call } = ref;
  const object = call.callee.kind === 'member' ? call.callee.object : undefined;
  const taken = object?.kind === 'call' ? chunk.facts.calls[object.call] : undefined;
  const [from, to] = taken?.args ?? [];
  if (!taken || !from || !to) return undefined;
  if (calleeName(taken) === 'splice') return tools.number(placeIn({ chunk, call: taken }, to.value));
  if (calleeName(taken) !== 'slice' || to.value.kind !== 'binary' || to.value.op !== '+') return undefined;
  const { left, right } = to.value;
  return from.value.kind === 'name' && left.kind === 'name' && left.name === from.value.name ? tools.number(placeIn({ chunk, call: taken }, right)) : undefined;
}

function arrayLength(ref: CallRef, tools: Tools): number | undefined {
  const place = tools.option(ref, 'length', 0);
  return place && place !== 'unknown' ? tools.number(place) : undefined;
}
