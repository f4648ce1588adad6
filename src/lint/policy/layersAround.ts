import type { FanOut } from '../call';
import type { CallFact, FunctionFact } from '../facts/facts';
import type { Reason } from '../finding';
import type { ErrorFamily } from '../libraries/errorClasses';
import type { LayerUse, LibraryModel, Limiter, RequestMatch, Tools, WrapperUse } from '../libraries/model';
import { type Answer, type Answers, type Scenario, directAnswers, scenarios, unknownAbstract } from '../program/abstract';
import { constructorOf, isConstructor } from '../program/classes';
import { isDeadline, isEndedInTime, isEnding } from '../program/deadline';
import { type CallRef, type Chunk, type FunctionRef, absolute, calleeName, functionAround, isWithin, outward } from '../program/fileView';
import { type Handing, type Slot, handingOf, handingsByName, usesOf } from '../program/handed';
import { type Work, answersOf, newRun, newWork, runRegion } from '../program/interpret';
import { isInTestOf, outsideTests } from '../program/outsideTests';
import { perDeclaration } from '../program/perDeclaration';
import type { Place } from '../program/place';
import { polymorphicCallersOf } from '../program/polymorphic';
import { callersOf, entering, resolve, resolveCallee } from '../program/resolve';
import type { Value } from '../program/value';
import type { Location } from '../source';
import { type Bound, parallel, tighter } from './bound';
import { type Chosen, chosenBy, chosenFor, chosenWithin, isForOne, nothingChosen } from './chosen';
import { callsOfMade, handingsOfMade } from './callsOfMade';
import { type Layer, unknownLayer } from './layer';
import { handedFanOut, loopFanOut, noFanOut, togetherFanOut, waitsForAPerson, wider } from './fanOut';
import { endsWithSuccess, readLoop } from './readLoop';
import { type RecursionSubject, readRecursion, recursionName } from './readRecursion';
import { readRepeat, repeatName } from './readRepeat';

export interface Surroundings {
  /** Inner to outer. */
  readonly layers: readonly Layer[];
  readonly fanOut: FanOut;
  /** The callers that decide, where others would have decided otherwise. */
  readonly reasons: readonly Reason[];
  /** True if the loop of `fanOut` has no end of its own, as one that waits for a person's next question. */
  readonly waits?: boolean;
  /** True if something around ends what is inside of it once a time is over. */
  readonly endsInTime?: boolean;
}

interface Walk {
  readonly libraries: readonly LibraryModel[];
  readonly tools: Tools;
  readonly errors: ErrorFamily;
  readonly seen: Set<object>;
  /** Functions that may still be looked around: callers of callers multiply. */
  readonly budget: { functions: number };
  /** What running the code around may still cost. */
  readonly work: Work;
  answers: Answers;
  /** What tests on the way say of the things that loops go through. */
  chosen: Chosen;
  /** What an error does once somebody reads what the functions so far have only handed on. */
  late?: Answers;
  /** The function that the walk has left last, with the call in it that sends the request. */
  inner?: { readonly of: FunctionRef; readonly ref: CallRef; readonly answers: Answers };
  limit?: Bound;
  /** True where a helper ends what it is handed once a time is over. */
  endsInTime?: boolean;
}

const maxFunctions = 300;

function startOf(known: Pick<Walk, 'libraries' | 'tools' | 'errors' | 'answers'>): Walk {
  return { ...known, chosen: nothingChosen, seen: new Set(), budget: { functions: maxFunctions }, work: newWork() };
}

/** Everything of the file that re-sends a request from around it, and how often one pass sends it. */
export function layersAround(ref: CallRef, request: RequestMatch, libraries: readonly LibraryModel[], tools: Tools): Surroundings {
  const answers = directAnswers(request.throws);
  const walk = { ...startOf({ libraries, tools, errors: request.errors, answers }), ...(request.lazy && { late: answers }) };
  return asFarAsFollowed(around(ref, walk), ref, walk);
}

/** Where there was more to run than is followed, what is around may guard. */
function asFarAsFollowed(found: Surroundings, ref: CallRef, { work }: Walk): Surroundings {
  if (work.left >= 0 || strength(found.layers) >= 2) return found;
  return { ...found, layers: [...found.layers, unknownLayer({ kind: 'helper', name: 'more code than is followed', at: absolute(ref.chunk, ref.call.callee.span) })] };
}

/** What a function does with a call in it that answers as `answers` say: the layers around the call, up to the function's end. */
export function layersWithin(of: FunctionRef, ref: CallRef, answers: Answers, libraries: readonly LibraryModel[], tools: Tools): readonly Layer[] {
  return around(ref, { ...startOf({ libraries, tools, errors: 'other', answers }), seen: new Set([of.fn]) }, of).layers;
}

/** The same for a method that is handed to a call; undefined where nothing says that it is called there. */
export function layersAroundHanded(handing: Handing, request: RequestMatch, libraries: readonly LibraryModel[], tools: Tools): Surroundings | undefined {
  const walk = startOf({ libraries, tools, errors: request.errors, answers: directAnswers(request.throws) });
  return isRun(handing, walk) ? asFarAsFollowed(handedTo(handing, walk, undefined), handing.ref, walk) : undefined;
}

/** What a function of the program puts around a request, if the call `by` hands it one as its first argument. */
export function layersOfHelper(of: FunctionRef, by: CallRef, request: RequestMatch, libraries: readonly LibraryModel[], tools: Tools): readonly Layer[] {
  const walk = startOf({ libraries, tools, errors: request.errors, answers: directAnswers(request.throws) });
  return helper(entering(of, by), { index: 0 }, absolute(by.chunk, by.call.callee.span), walk);
}

const executors = new Set(['to_thread', 'run_in_executor', 'run_in_threadpool', 'run_sync', 'submit', 'sync_to_async']);

function isRun({ ref, slot }: Handing, walk: Walk): boolean {
  if (executors.has(calleeName(ref.call) ?? '')) return true;
  return resolveCallee(ref).some((callee) => {
    if (callee.kind === 'function') return usesOf(callee.of, slot).runs.length + usesOf(callee.of, slot).handings.length > 0;
    return walk.libraries.some((library) => library.wrapper?.({ ref, callee, callback: slot.index, throws: true, errors: walk.errors, answers: walk.answers, reaches: () => undefined }, walk.tools) !== undefined);
  });
}

function around(from: CallRef, walk: Walk, boundary?: FunctionRef): Surroundings {
  const ref = walk.late ? readOrHandOn(from, walk) : from;
  const { chunk, call } = ref;
  let layers: readonly Layer[] = [];
  let fanOut = togetherFanOut(ref, walk.limit);
  let waits = false;
  let endsInTime = isEndedInTime(ref);
  for (const { id, region } of outward(chunk, call.region)) {
    walk.chosen = chosenBy(walk.chosen, chunk, id);
    if (region.kind === 'loop') {
      const subject = { ref, loop: id, answers: walk.answers, errors: walk.errors, work: walk.work };
      const layer = libraryLoop(chunk, id, walk) ?? readLoop(subject);
      if (layer) layers = [...layers, layer];
      else if (fanOut.kind === 'none' && !isForOne(walk.chosen, chunk, id) && !waitsForAPerson(chunk, id, walk.tools) && !endsWithSuccess(subject)) {
        fanOut = loopFanOut(ref, id, walk.limit, walk.tools);
        waits = region.loop.form === 'forever' || region.loop.form === 'while';
      }
    }
    if (region.kind === 'with') for (const expr of region.items) noteLimiter({ chunk, region: region.parent, expr }, walk);
    if (region.kind === 'with' && region.items.some((expr) => isDeadline(chunk, expr))) {
      endsInTime = true;
      layers = layers.map(inTime);
    }
    if (region.kind !== 'function') continue;
    const fn = chunk.facts.functions[region.fn];
    if (!fn) break;
    layers = [...layers, ...ownAgain({ of: { chunk, fn }, ref, answers: walk.answers, errors: walk.errors, work: walk.work })];
    if (boundary?.fn === fn) return { layers, fanOut, waits, reasons: [], endsInTime };
    if (waitsForTurn(chunk).some((turn) => turn !== call && turn.span.end <= call.span.start && isWithin(chunk, turn.region, fn.region))) limited(walk, { kind: 'limiter' });
    layers = [...layers, ...requeued({ chunk, fn })];
    walk.inner = { of: { chunk, fn }, ref, answers: walk.answers };
    walk.answers = seenFromOutside({ chunk, fn }, ref, walk);
    layers = [...layers, ...decorators({ chunk, fn }, walk)];
    const outer = beyond({ chunk, fn }, region.fn, walk, boundary);
    const isEnded = outer.endsInTime === true || fn.decorators.some((expr) => isDeadline(chunk, expr));
    return { layers: [...(isEnded ? layers.map(inTime) : layers), ...outer.layers], fanOut: wider(fanOut, outer.fanOut), reasons: outer.reasons, waits: fanOut.kind === 'none' ? outer.waits : waits, endsInTime: endsInTime || isEnded };
  }
  return { layers, fanOut, waits, reasons: [], endsInTime };
}

/** What a function does by itself to send a request again, but for its loops. */
function ownAgain(subject: RecursionSubject): readonly Layer[] {
  return [readRepeat(subject), readRecursion(subject)].filter((layer) => layer !== undefined);
}

/** Nothing is raised for as long as every function returns what it got at once; where one reads it, the error comes. Answers the call at which it does. */
function readOrHandOn(ref: CallRef, walk: Walk): CallRef {
  if (isHandedOn(ref)) {
    walk.answers = startedAnswers;
    return ref;
  }
  walk.answers = walk.late ?? walk.answers;
  walk.late = undefined;
  return readingOf(ref) ?? ref;
}

/** What waits for the answer of a stream: `lib/MessageStream.ts` of the SDK for TypeScript, and what Python's `with` calls. */
const readers = new Set(['finalMessage', 'finalText', 'done', '__enter__', '__aenter__', 'get_final_message', 'get_final_text', 'until_done']);

/** `const stream = client.messages.stream(...)` sends, and `await stream.finalMessage()` raises. */
function readingOf({ chunk, call, context }: CallRef): CallRef | undefined {
  const names = (chunk.index.callNames.get(call) ?? []).map(({ name }) => name);
  if (names.length === 0) return undefined;
  const fn = functionAround(chunk, call.region)?.fn;
  // Where it is read in a loop of its own, it is not sent again.
  const isInLoop = (region: number) => [...outward(chunk, region)].some(({ id, region: found }) => found.kind === 'loop' && !isWithin(chunk, call.region, id));
  const reads = [...readers].flatMap((reader) => chunk.index.calls.get(reader) ?? []).filter(({ callee }) => callee.kind === 'member' && callee.object.kind === 'name' && names.includes(callee.object.name));
  const read = reads.find(({ region, span }) => span.start >= call.span.end && functionAround(chunk, region)?.fn === fn && !isInLoop(region));
  return read && { chunk, call: read, ...(context && { context }) };
}

const startedAnswers: Answers = () => ({ raises: false, value: { is: 'thing' }, raised: unknownAbstract });

/** `return streamText(...)`, `() => streamText(...)`. */
function isHandedOn({ chunk, call }: CallRef): boolean {
  if (call.use === 'returned') return true;
  const result = functionAround(chunk, call.region)?.fn.result;
  return result?.kind === 'call' && chunk.facts.calls[result.call] === call;
}

/** The same layer where something around it ends its waits. */
export function inTime(layer: Layer): Layer {
  return layer.waitsHoweverLong ? { ...layer, waitsHoweverLong: undefined } : layer;
}

const putting = new Set(['put', 'put_nowait', 'push', 'append', 'add', 'enqueue', 'unshift', 'appendleft']);

/** What goes into something that is named for trying again. */
const putsIn = perDeclaration(({ facts }) => facts.calls.filter(({ callee }) => callee.kind === 'member' && putting.has(callee.name) && (callee.object.kind === 'name' || callee.object.kind === 'member') && /retr(?:y|ies)|requeue/i.test(callee.object.name)));

/** `retry_queue.put_nowait(self)`: whoever takes it out may send it again, which is not followed. */
function requeued({ chunk, fn }: FunctionRef): readonly Layer[] {
  const put = putsIn(chunk).find(({ region }) => isWithin(chunk, region, fn.region));
  return put ? [unknownLayer({ kind: 'helper', name: 'a queue of what is to be sent again', at: absolute(chunk, put.span) })] : [];
}

/** What is around a function: the call it is handed to, or the calls of it. */
function beyond(of: FunctionRef, index: number, walk: Walk, boundary: FunctionRef | undefined): Surroundings {
  if (walk.seen.has(of.fn) || walk.seen.size > 8) return nothing;
  walk.seen.add(of.fn);
  if (walk.budget.functions-- <= 0) return { ...nothing, layers: [unknownLayer({ kind: 'helper', name: 'callers that are too many to follow', at: absolute(of.chunk, of.chunk.facts.regions[of.fn.region]?.span ?? { start: 0, end: 0 }) })] };
  const handed = handingOf(of.chunk, index);
  if (handed) return handedTo(handed, walk, boundary, of);
  if (boundary) return nothing;
  const polymorphic = polymorphicCallersOf(of);
  const handings = handingsByName(of);
  // After `ask = retry(...)(ask)` whoever calls it calls what that has made of it.
  const isReplaced = handings.some(({ ref: { chunk, call } }) => (chunk.index.callNames.get(call) ?? []).some(({ name, cls }) => name === of.fn.name && cls === undefined));
  const contexts = outsideTests(of.chunk.file, [
    ...withoutSecond(isReplaced ? [] : [...callersOf(of), ...polymorphic.certain])
      .filter((ref) => !isWithinSeen(ref, walk))
      .map((ref) => ({ ref, within: () => around(ref, { ...walk, seen: new Set(walk.seen), chosen: chosenFor(walk.chosen, of, ref) }) })),
    ...handings.map((handing) => ({ ref: handing.ref, within: () => handedTo(handing, { ...walk, seen: new Set(walk.seen) }, undefined, of) })),
  ]).map(({ ref, within }) => ({ ref, ...within(), ...(isInTestOf(of.chunk.file, ref) && { fanOut: noFanOut }) }));
  const known = weakestOf(contexts, of.fn.name);
  return { ...known, layers: [...known.layers, ...doubtful(polymorphic.possible, strength(known.layers), walk)] };
}

/** True for a call in a function that the walk has come from: one that calls itself in the end, through others too, is no caller of its own. */
function isWithinSeen({ chunk, call }: CallRef, { seen }: Walk): boolean {
  return [...outward(chunk, call.region)].some(({ region }) => {
    const fn = region.kind === 'function' ? chunk.facts.functions[region.fn] : undefined;
    return fn !== undefined && seen.has(fn);
  });
}

/** The calls but for those that are made where another of them has failed: what is around the first is what counts. */
function withoutSecond(refs: readonly CallRef[]): readonly CallRef[] {
  return refs.length < 2 ? refs : refs.filter(({ chunk, call }) => !handlersAround(chunk, call.region).some((attempt) => refs.some((other) => other.chunk === chunk && other.call !== call && isWithin(chunk, other.call.region, attempt))));
}

/** The `try`s in whose handlers a region stands, within its function. */
function handlersAround(chunk: Chunk, region: number): readonly number[] {
  const attempts: number[] = [];
  for (const { region: found } of outward(chunk, region)) {
    if (found.kind === 'function') break;
    if (found.kind === 'handler') attempts.push(found.try);
  }
  return attempts;
}

/** Whoever calls a method on what may be another class may be the one that guards it. */
function doubtful(refs: readonly CallRef[], known: number, walk: Walk): readonly Layer[] {
  if (known >= 2) return [];
  const guard = refs.find((ref) => strength(around(ref, { ...walk, seen: new Set(walk.seen), chosen: nothingChosen }).layers) > known);
  return guard ? [unknownLayer({ kind: 'helper', name: 'what may call this', at: absolute(guard.chunk, guard.call.callee.span) })] : [];
}

function weakestOf(contexts: readonly (Surroundings & { readonly ref: CallRef })[], name: string | undefined): Surroundings {
  // Guarded only when every caller guards it: the weakest context counts.
  const [first, ...rest] = contexts;
  if (!first) return nothing;
  const weakest = rest.reduce((least, context) => (strength(context.layers) < strength(least.layers) ? context : least), first);
  const loops = contexts.find(({ fanOut }) => fanOut.kind === 'parallel') ?? contexts.find(({ fanOut, waits }) => fanOut.kind === 'loop' && !waits);
  const decides = contexts.some(({ layers }) => strength(layers) > strength(weakest.layers));
  const message = `\`${name ?? 'the function'}\` is called here, where ${strength(weakest.layers) === 0 ? 'nothing' : 'less'} is around it that sends it again`;
  const caller = decides ? [{ span: absolute(weakest.ref.chunk, weakest.ref.call.callee.span), message }] : [];
  return { layers: weakest.layers, fanOut: loops?.fanOut ?? noFanOut, reasons: [...caller, ...weakest.reasons], endsInTime: contexts.some(({ endsInTime }) => endsInTime) };
}

const nothing: Surroundings = { layers: [], fanOut: noFanOut, reasons: [] };

function strength(layers: readonly Layer[]): number {
  if (layers.some((layer) => layer.covers429 === true)) return 3;
  return layers.some((layer) => layer.covers429 === 'unknown') ? 2 : layers.length > 0 ? 1 : 0;
}

/** What is around a function, or a method of a client, that is handed to a call. */
function handedTo(handing: Handing, walk: Walk, boundary: FunctionRef | undefined, of?: FunctionRef): Surroundings {
  const { ref } = handing;
  const { chosen, isOne } = of ? chosenWithin(walk.chosen, of, ref) : { chosen: walk.chosen, isOne: false };
  walk.chosen = chosen;
  const within: Walk = { ...walk, endsInTime: false };
  const found = wrapperLayers(handing, within);
  walk.limit = within.limit;
  const isEnded = within.endsInTime === true || isEnding(ref.call);
  // What runs a function later may run only so many.
  if (found.length === 0 && !runsAtOnce.has(calleeName(ref.call) ?? '') && fanOutOf(handing, walk).kind === 'none') limited(walk, { kind: 'limiter' });
  const own = isOne ? noFanOut : fanOutOf(handing, walk);
  // A helper hands on what its function gives or raises, once it has given up.
  const copy = () => ({ ...walk, seen: new Set([...walk.seen, ref.call]) });
  const made =
    boundary || walk.seen.has(ref.call) || walk.seen.size > 8
      ? []
      : [...callsOfMade(ref).map((use) => ({ ref: use, ...around(use, copy()) })), ...handingsOfMade(ref).map((use) => ({ ref: use.ref, ...handedTo(use, copy(), undefined) }))];
  const outer = made.length > 0 ? weakestOf(made, undefined) : around(ref, { ...walk, seen: walk.seen }, boundary);
  return { layers: [...(outer.endsInTime ? found.map(inTime) : found), ...outer.layers], fanOut: wider(own, outer.fanOut), reasons: outer.reasons, endsInTime: isEnded || outer.endsInTime };
}

/** What runs a function that it gets without waiting for a turn. */
const runsAtOnce = new Set(['then', 'catch', 'finally', 'Promise', 'useCallback', 'useMemo', 'useEffect', 'setTimeout', 'setImmediate', 'nextTick', 'partial', 'bind', 'create_task', 'ensure_future', 'start_soon', 'wait_for', 'shield']);

function fanOutOf({ ref, slot: { index, key } }: Handing, { libraries, tools, limit }: Walk): FanOut {
  const [many] = resolveCallee(ref).flatMap((callee) => libraries.flatMap((library) => library.fanOut?.({ ref, callback: index, callee, ...(key !== undefined && { key }) }, tools) ?? []));
  if (!many) return handedFanOut(ref, limit, tools);
  // One after the other.
  if (many.limit === 1) return { kind: 'loop', at: absolute(ref.chunk, ref.call.callee.span) };
  return parallel(absolute(ref.chunk, ref.call.callee.span), tighter(many.isBounded ? 'unknown' : many.limit, limit));
}

function wrapperLayers({ ref, slot }: Handing, walk: Walk): readonly Layer[] {
  const { libraries, tools } = walk;
  const name = calleeName(ref.call) ?? '';
  const at = absolute(ref.chunk, ref.call.callee.span);
  let bounds = 0;
  for (const callee of resolveCallee(ref)) {
    for (const library of libraries) {
      const layer = library.wrapper?.(useOf(walk, { ref, callee, callback: slot.index, key: slot.key, inner: walk.inner?.of, from: walk.inner?.ref, reaches: reachesIn(walk) }), tools);
      if (!layer) continue;
      if (!isLimiter(layer)) return [mendable(waitingInside(layer, walk), walk)];
      limited(walk, layer);
      bounds++;
    }
    if (callee.kind === 'function') return helper(entering(callee.of, ref), slot, at, walk);
    const made = callee.kind === 'class' ? constructorOf(callee) : undefined;
    if (made) return helper(entering(made, ref), slot, at, walk);
    if (callee.kind === 'symbol' && isOwnModule(callee)) return [unknownLayer({ kind: 'helper', name, at })];
  }
  const isDoubtful = /retr(?:y|ies)|backoff|attempt|resilien|breaker/i.test(name) || takesJobs(ref);
  return bounds === 0 && isDoubtful ? [unknownLayer({ kind: 'helper', name, at })] : [];
}

/** `queueManager.start(run)` of what cannot be followed: a queue of jobs mostly runs again what has failed. */
function takesJobs({ call: { callee } }: CallRef): boolean {
  return callee.kind === 'member' && (callee.object.kind === 'name' || callee.object.kind === 'member') && /queue|worker|consumer|jobs?$/i.test(callee.object.name);
}

function reachesIn({ inner, errors, work }: Walk): WrapperUse['reaches'] {
  return ({ call }, scenario) => {
    if (!inner) return undefined;
    const flow = runRegion(inner.of.chunk, inner.of.fn.region, newRun({ scenario, subject: inner.ref, answer: inner.answers(scenario), errors, stopAt: call, work }));
    return flow === 'unknown' ? undefined : flow === 'stop';
  };
}

/** What a library runs again can wait as the server says by itself, before it raises the error for the library to see. */
function waitingInside(layer: Layer, { inner, errors, work }: Walk): Layer {
  if (!inner || layer.covers429 !== true || layer.retryAfter !== 'ignored') return layer;
  const run = newRun({ scenario: scenarios.rateLimited, subject: inner.ref, answer: inner.answers(scenarios.rateLimited), errors, work });
  runRegion(inner.of.chunk, inner.of.fn.region, run);
  return run.sleeps > 0 && run.readsRetryAfter ? { ...layer, retryAfter: 'honoured' } : layer;
}

/** To name the errors of a package helps nothing where the code inside makes one of its own of them. */
function mendable(layer: Layer, { answers }: Walk): Layer {
  if (!layer.repairs?.acts) return layer;
  const { raises, raised } = answers(scenarios.rateLimited);
  if (raises !== true || raised.is !== 'error' || !raised.made?.cls) return layer;
  return { ...layer, repairs: Object.fromEntries(Object.entries(layer.repairs).filter(([goal]) => goal !== 'acts')) };
}

function isLimiter(layer: Layer | Limiter): layer is Limiter {
  return layer.kind === 'limiter';
}

const bounding = /sem|limit|throttl|slot|lock|gate|bucket|concurren|mutex|acquire/i;

/** `async with semaphore:`, and what only by its name says that it lets so many in. */
function noteLimiter(place: Place, walk: Walk): void {
  const { libraries, tools } = walk;
  if (isBounding(place)) limited(walk, { kind: 'limiter' });
  for (const value of resolve(place))
    for (const library of libraries) {
      const limiter = library.context?.(value, tools);
      if (limiter) limited(walk, limiter);
    }
}

/** A limiter bounds what is around it, and re-sends nothing. */
function limited(walk: Walk, { limit }: Limiter): void {
  walk.limit = tighter(limit ?? 'unknown', walk.limit);
}

function isBounding({ chunk, expr }: Place): boolean {
  const made = expr.kind === 'call' ? chunk.facts.calls[expr.call] : undefined;
  const of = made?.callee ?? expr;
  return (of.kind === 'name' || of.kind === 'member') && (bounding.test(of.name) || (of.kind === 'member' && 'name' in of.object && bounding.test(of.object.name)));
}

/** `await semaphore.acquire()` in a function, whatever it is of. */
const waitsForTurn = perDeclaration((chunk) => chunk.facts.calls.filter(({ callee, region }) => isBounding({ chunk, region, expr: callee })));

function isOwnModule(value: Extract<Value, { kind: 'symbol' }>): boolean {
  return /^(?:\.|@\/|~\/|#)/.test(value.module);
}

/** A helper of the user's own is judged by what its body does with the function it is given. */
function helper(of: FunctionRef, slot: Slot, at: Location, walk: Walk): readonly Layer[] {
  if (walk.seen.has(of.fn)) return [];
  const name = isConstructor(of.fn) ? (of.chunk.facts.classes[of.fn.cls ?? -1]?.name ?? 'a class') : (of.fn.name ?? 'a helper');
  const { runs: written, handings } = usesOf(of, slot);
  const runs = forTiming(of, written, walk.inner?.of.fn);
  const inside = (call: CallFact): CallRef => ({ chunk: of.chunk, call, ...(of.context && { context: of.context }) });
  const inner = (): Walk => ({ ...walk, seen: new Set([...walk.seen, of.fn]) });
  const layers = [
    ...runs.flatMap((call) => {
      const within = inner();
      const { layers: found, endsInTime } = around(inside(call), within, boundaryOf(of, call));
      if (endsInTime) walk.endsInTime = true;
      if (of.fn.decorators.length === 0) return found;
      within.answers = seenFromOutside(of, inside(call), within);
      return [...found, ...decorators(of, within)];
    }),
    ...handings.flatMap(({ call, slot: next }) => {
      const within = inner();
      const found = [...wrapperLayers({ ref: inside(call), slot: next }, within), ...decorators(of, inner())];
      if (within.endsInTime === true || isEnding(call)) walk.endsInTime = true;
      // What runs it later, and how often, is not followed.
      return found.length === 0 && keepers.has(calleeName(call) ?? '') ? [unknownLayer({ kind: 'helper', name, at })] : found;
    }),
  ];
  if (runs.length + handings.length === 0) return /retry|backoff/i.test(name) ? [unknownLayer({ kind: 'helper', name, at })] : [];
  // Calls that repeat each other have one layer between them.
  const distinct = layers.filter((layer, index) => layer.name !== repeatName || layers.findIndex((other) => other.name === repeatName && other.at?.start === layer.at?.start) === index);
  return distinct.map((layer) => (layer.kind === 'loop' || layer.name === recursionName || layer.name === repeatName ? { ...layer, kind: 'helper', name, at } : layer));
}

/** Of a decorator of Python that has a function for what blocks and one for what is awaited, the one for what it is handed. */
function forTiming({ chunk, fn }: FunctionRef, runs: readonly CallFact[], handed: FunctionFact | undefined): readonly CallFact[] {
  const homes = runs.map(({ region }) => functionAround(chunk, region)?.fn);
  const isEither = homes.every((home) => home !== undefined && home !== fn) && homes.some((home) => home?.async) && homes.some((home) => !home?.async);
  return isEither && handed && chunk.file.language === 'python' ? runs.filter((_, index) => homes[index]?.async === handed.async) : runs;
}

const keepers = new Set(['push', 'unshift', 'enqueue', 'append', 'appendleft', 'put', 'put_nowait', 'add', 'set']);

/** Where a function that is kept in a field runs, its own method ends the helper. */
function boundaryOf(of: FunctionRef, { region }: CallFact): FunctionRef {
  return isWithin(of.chunk, region, of.fn.region) ? of : (functionAround(of.chunk, region) ?? of);
}

function decorators(of: FunctionRef, walk: Walk): readonly Layer[] {
  if (of.fn.decorators.length === 0) return [];
  const home = of.chunk.facts.regions[of.fn.region]?.parent ?? 0;
  return of.fn.decorators.toReversed().flatMap((expr): readonly Layer[] => {
    const call = expr.kind === 'call' ? of.chunk.facts.calls[expr.call] : undefined;
    const args = call && { chunk: of.chunk, call };
    const at = absolute(of.chunk, expr.span);
    const values = args ? resolveCallee(args) : resolve({ chunk: of.chunk, region: home, expr });
    for (const decorator of values) {
      const known = byLibrary(decorator, args, { of, at }, walk);
      if (known) return known;
      if (decorator.kind === 'function' || decorator.kind === 'class' || decorator.kind === 'instance') {
        const made = args || decorator.kind === 'instance' ? resolve({ chunk: of.chunk, region: home, expr }) : [decorator];
        const layers = made.flatMap((value) => {
          // An instance decorates by being called, and a function with what it returns: `@patiently()` with its `retry(...)`.
          const called = value.kind === 'instance' ? resolve({ chunk: of.chunk, region: home, expr: { kind: 'member', object: expr, name: '__call__', span: expr.span } }) : [value];
          return called.flatMap((one) => (one.kind === 'function' ? helper(one.of, { index: 0 }, at, walk) : one.kind === 'result' ? (byLibrary(one.callee, one.of, { of, at }, walk) ?? []) : []));
        });
        const written = calleeName({ callee: args?.call.callee ?? expr });
        if (layers.length > 0) return layers.map((layer) => ({ ...layer, kind: 'decorator', name: written ?? layer.name }));
      }
      const name = decorator.kind === 'symbol' ? decorator.path.join('.') : '';
      if (/retry|backoff|resilien/i.test(name)) return [unknownLayer({ kind: 'decorator', name, at })];
    }
    return [];
  });
}

/** What a decorator of a package puts around a function; undefined where no package is known to have it. */
function byLibrary(decorator: Value, args: CallRef | undefined, { of, at }: { readonly of: FunctionRef; readonly at: Location }, walk: Walk): readonly Layer[] | undefined {
  const { libraries, tools } = walk;
  for (const library of libraries) {
    const layer = library.decorator?.(useOf(walk, { decorator, args, reaches: reachesIn(walk) }), tools);
    if (!layer) continue;
    if (isLimiter(layer)) {
      limited(walk, layer);
      return [];
    }
    if (library.leavesGenerators && of.fn.generator) return [{ ...layer, ...leavesAlone, whyNot: `the function only makes a generator, whose errors come once it is read, when ${layer.name} has done its part`, at: layer.at ?? at }];
    return [mendable(waitingInside(layer.at ? layer : { ...layer, at }, walk), walk)];
  }
  return undefined;
}

const leavesAlone = { covers429: false, covers529: false, coversConnection: false, coversPermanent: false } as const;

function libraryLoop(chunk: Chunk, loop: number, walk: Walk): Layer | undefined {
  const { libraries, tools } = walk;
  const region = chunk.facts.regions[loop];
  if (region?.kind !== 'loop' || !region.loop.over) return undefined;
  for (const over of resolve({ chunk, region: region.parent, expr: region.loop.over }))
    for (const library of libraries) {
      const layer = library.loop?.(over, useOf(walk, {}), tools);
      if (layer) return { ...layer, at: layer.at ?? absolute(chunk, region.loop.header) };
    }
  return undefined;
}

/** What a model is told of a layer. Whether a 429 raises is found out only for one that asks: that runs all the code inside. */
function useOf<T extends object>(walk: Walk, more: T): T & LayerUse {
  const { errors, answers } = walk;
  return {
    ...more,
    errors,
    answers,
    get throws() {
      return raisesLimit({ answers });
    },
  };
}

/** Whether a 429 raises where the walk stands; what cannot be told is taken to raise, as it does in most code. */
function raisesLimit({ answers }: Pick<Walk, 'answers'>): boolean {
  return answers(scenarios.rateLimited).raises ?? true;
}

/** How the function around a request ends, for whoever calls it. */
function seenFromOutside(of: FunctionRef, ref: CallRef, { answers, errors, work }: Walk): Answers {
  const outside = answersOf(of, { ref, answers, errors, work });
  const known = new Map<Scenario, Answer>();
  return (scenario) => {
    const answer = known.get(scenario) ?? outside(scenario);
    known.set(scenario, answer);
    return answer;
  };
}
