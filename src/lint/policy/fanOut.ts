import type { FanOut } from '../call';
import type { CallFact } from '../facts/facts';
import type { Tools } from '../libraries/model';
import { written } from '../libraries/written';
import { type CallRef, type Chunk, absolute, calleeName, outward } from '../program/fileView';
import { perDeclaration } from '../program/perDeclaration';
import { type Place, placeIn } from '../program/place';
import { callsWithin } from '../program/regions';
import type { Value } from '../program/value';
import type { Span } from '../source';
import { type Bound, parallel, tighter } from './bound';
import { itemsBound } from './itemsBound';

export const noFanOut: FanOut = { kind: 'none' };

/** Of what is inside and what is around, the one that sends more at once. */
export function wider(inner: FanOut, outer: FanOut): FanOut {
  // Two at once, for each of as many as there are.
  if (inner.kind === 'parallel' && outer.kind === 'parallel' && inner.limit !== undefined && outer.limit === undefined && !outer.isBounded) return outer;
  if (inner.kind === 'parallel' || outer.kind === 'none') return inner;
  return inner.kind === 'none' || outer.kind === 'parallel' ? outer : inner;
}

/** What a loop makes of a call in it: one after the other, or all at once where nothing in the loop waits for the answer. */
export function loopFanOut(ref: CallRef, loop: number, limit: Bound, tools: Tools): FanOut {
  const { chunk } = ref;
  const region = chunk.facts.regions[loop];
  if (region?.kind !== 'loop') return noFanOut;
  const at = absolute(chunk, region.loop.header);
  return isStarted(ref, tools) ? parallel(at, tighter(limit, turnsOf(ref, loop, tools))) : { kind: 'loop', at };
}

/** What a person answers: builtins and terminals of Python and Node, prompting packages, and what comes over a socket from somebody who types. */
const asking = /^(?:input|ainput|prompt|prompt_async|question|questionAsync|(?:get_?)?user_?input|receive_(?:text|json|bytes)|chat_input)$/i;

/** True for a loop in which each turn waits for what a person says, as a chat in a terminal: what it sends comes as slowly. */
export function waitsForAPerson(chunk: Chunk, loop: number, tools: Tools): boolean {
  const region = chunk.facts.regions[loop];
  if (region?.kind !== 'loop') return false;
  // Lines of a file and things to go through are there already.
  if (region.loop.form === 'each') return region.loop.over !== undefined && isTyped({ chunk, region: region.parent, expr: region.loop.over }, tools);
  return callsWithin(chunk, loop).some((call) => (asking.test(calleeName(call) ?? '') || (calleeName(call) === 'ask' && /^(?:Prompt|IntPrompt)\./.test(written(call.callee)))) && innermostLoop(chunk, call.region) === loop);
}

/** What somebody types into a terminal, line by line: Bun's `console` (https://bun.com/docs/runtime/console), and Node's `readline` over `process.stdin`. */
function isTyped(over: Place, tools: Tools): boolean {
  return tools.resolve(over).some((value) => {
    if (value.kind === 'global') return value.path.join('.') === 'console';
    if (value.kind !== 'result' || value.callee.kind !== 'symbol' || !value.callee.module.startsWith('readline') || value.callee.path.at(-1) !== 'createInterface') return false;
    const input = tools.option(value.of, 'input');
    return input !== undefined && input !== 'unknown' && written(input.expr) === 'process.stdin';
  });
}

/** The loop that a call is in, within its function. */
function innermostLoop(chunk: Chunk, region: number): number | undefined {
  for (const { id, region: found } of outward(chunk, region)) {
    if (found.kind === 'function') return undefined;
    if (found.kind === 'loop') return id;
  }
  return undefined;
}

/** How many turns of a loop can have their calls open at once, as far as the code says. */
function turnsOf({ chunk, call }: CallRef, loop: number, tools: Tools): Bound {
  const region = chunk.facts.regions[loop];
  if (region?.kind !== 'loop') return undefined;
  const { form, over } = region.loop;
  // A counter and an open end are bounds that somebody set, or a server's: what comes is not known here.
  if (form !== 'each' || !over || threads.has(calleeName(call) ?? '')) return 'unknown';
  // What is started is waited for within the loop: `if (running.size >= 5) await Promise.race(running)`.
  const waits = callsWithin(chunk, loop).some((other) => waiters.has(calleeName(other) ?? '') && !(other.argsSpan.start <= call.span.start && call.span.end <= other.argsSpan.end));
  return waits || isTakenInTurn(chunk, region.span) ? 'unknown' : itemsBound({ chunk, region: region.parent, expr: over }, tools);
}

/** `gather_with_limit(*[ask(p) for p in ps])`: what gets the started calls lets only so many go on. */
function isTakenInTurn(chunk: Chunk, { start, end }: Span): boolean {
  const outer = chunk.facts.calls.filter(({ argsSpan }) => argsSpan.start <= start && end <= argsSpan.end);
  const names = chunk.facts.bindings.flatMap(({ name, span }) => (span.start <= start && end <= span.end ? [name] : []));
  return [...outer, ...names.flatMap((name) => (chunk.index.handed.get(name) ?? []).map(({ call }) => call))].some((call) => /sem|limit|throttl|bound|batch|pool|concurr|chunk/i.test(calleeName(call) ?? ''));
}

/** Calls of one function beside each other in `Promise.all([...])` or `asyncio.gather(...)`; what stands beside a call of another may ask nobody. */
export function togetherFanOut({ chunk, call }: CallRef, limit: Bound): FanOut {
  const found = gatheredIn(chunk).get(call);
  return found ? parallel(absolute(chunk, found.by.callee.span), tighter(found.count, limit)) : noFanOut;
}

interface Gathered {
  readonly by: CallFact;
  readonly count: number;
}

const gatheredIn = perDeclaration((chunk): ReadonlyMap<CallFact, Gathered> => {
  const { facts, index } = chunk;
  // A helper does what the function does that it gets: `withRetry(() => ask(a))` beside `withRetry(() => store(b))` asks once.
  const doneBy = (call: CallFact) => {
    const written = call.args.flatMap(({ value }) => (value.kind === 'function' ? (facts.functions[value.fn] ?? []) : []));
    return [calleeName(call), ...written.flatMap(({ region }) => callsWithin(chunk, region).map((inner) => calleeName(inner)))].join(' ');
  };
  const gathered = new Map<CallFact, Gathered>();
  for (const by of gatherers.flatMap((name) => index.calls.get(name) ?? [])) {
    const calls = by.args.flatMap(({ value }) => (value.kind === 'list' ? value.items : [value])).flatMap((expr) => (expr.kind === 'call' ? (facts.calls[expr.call] ?? []) : []));
    const counts = new Map<string, number>();
    for (const call of calls) counts.set(doneBy(call), (counts.get(doneBy(call)) ?? 0) + 1);
    for (const call of calls) {
      const count = counts.get(doneBy(call)) ?? 0;
      if (count > 1 && !gathered.has(call)) gathered.set(call, { by, count });
    }
  }
  return gathered;
});

/** What a call makes of a function that it gets: `items.map(ask)`, `pool.submit(ask, item)`. */
export function handedFanOut(ref: CallRef, limit: Bound, tools: Tools): FanOut {
  const { chunk, call } = ref;
  const at = absolute(chunk, call.callee.span);
  const name = calleeName(call) ?? '';
  const bounded = (own: Bound) => parallel(at, tighter(own, limit));
  if (chunk.file.language === 'python') {
    // One that is handed to a pool alone only runs elsewhere.
    // A pool has as many workers as the machine allows where nothing is said: `min(32, cpus + 4)` threads in `concurrent/futures/thread.py`.
    if (name === 'submit') return isRepeated(ref) ? bounded(workers(ref, tools) ?? 'unknown') : noFanOut;
    const pool = name === 'map' || name === 'imap' || name === 'starmap' || name === 'imap_unordered' ? workers(ref, tools) : undefined;
    return pool !== undefined || isPool(ref, tools) ? bounded(pool ?? 'unknown') : name === 'map' && call.callee.kind === 'name' ? { kind: 'loop', at } : noFanOut;
  }
  // Every call of an API is asynchronous there: a callback that nobody waits for only starts it.
  if (name === 'map' || name === 'flatMap') return bounded(sliceLength(ref, tools) ?? itemsOf(ref, tools));
  if (name === 'forEach') return bounded(itemsOf(ref, tools));
  if (name === 'reduce') return { kind: 'loop', at };
  if (name === 'from' && call.callee.kind === 'member' && call.callee.object.kind === 'name' && call.callee.object.name === 'Array') return bounded(arrayLength(ref, tools));
  return noFanOut;
}

/** True for a call in a loop or comprehension of its function. */
function isRepeated({ chunk, call }: CallRef): boolean {
  return innermostLoop(chunk, call.region) !== undefined;
}

/** How many items a method of an array goes through at most; what is no method of one has bounds of its own. */
function itemsOf(ref: CallRef, tools: Tools): Bound {
  const { callee, args } = ref.call;
  return callee.kind !== 'member' || args.length > 2 ? 'unknown' : itemsBound(placeIn(ref, callee.object), tools);
}

const gatherers = ['all', 'allSettled', 'any', 'gather'];
const pools = new Set(['ThreadPoolExecutor', 'ProcessPoolExecutor', 'ThreadPool', 'Pool']);
/** What starts a coroutine without waiting for it. */
const starters = new Set(['create_task', 'ensure_future', 'start_soon', 'push', 'append', 'add', 'set']);

/** What runs a function elsewhere: asyncio, `concurrent.futures`, trio and anyio, `multiprocessing`. */
const spawners = new Set(['to_thread', 'run_in_executor', 'submit', 'create_task', 'start_soon', 'apply_async']);

/** Those of them that run in threads, which are bounded: `min(32, cpus + 4)` by default, 40 of anyio. */
const threads = new Set(['to_thread', 'run_in_executor', 'submit', 'apply_async']);

/** What waits for several that have been started. */
const waiters = new Set([...gatherers, 'race', 'wait', 'acquire', 'sleep']);

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

/** `Array.from({ length: 3 }, ask)`: a number that somebody chose, though it may not be known. */
function arrayLength(ref: CallRef, tools: Tools): Bound {
  const place = tools.option(ref, 'length', 0);
  if (place === undefined) return itemsBound(placeIn(ref, ref.call.args[0]?.value ?? ref.call.callee), tools);
  return place === 'unknown' ? 'unknown' : (tools.number(place) ?? 'unknown');
}
