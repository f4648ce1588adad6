import type { FanOut } from '../call';
import type { CallFact } from '../facts/facts';
import type { Reason } from '../finding';
import type { ErrorFamily } from '../libraries/errorClasses';
import type { LibraryModel, Limiter, RequestMatch, Tools } from '../libraries/model';
import { type Answer, type Answers, directAnswers, scenarios } from '../program/abstract';
import { type CallRef, type Chunk, type FunctionRef, absolute, calleeName, isWithin, outward } from '../program/fileView';
import { answersOf } from '../program/interpret';
import { callersOf, entering, resolve, resolveCallee } from '../program/resolve';
import type { Value } from '../program/value';
import type { Span } from '../source';
import { type Layer, unknownLayer } from './layer';
import { readLoop } from './readLoop';

export interface Surroundings {
  /** Inner to outer. */
  readonly layers: readonly Layer[];
  readonly fanOut: FanOut;
  /** The callers that decide, where others would have decided otherwise. */
  readonly reasons: readonly Reason[];
  /** True if the loop of `fanOut` has no end of its own, as one that waits for a person's next question. */
  readonly waits?: boolean;
}

interface Walk {
  readonly libraries: readonly LibraryModel[];
  readonly tools: Tools;
  readonly errors: ErrorFamily;
  readonly seen: Set<object>;
  /** Functions that may still be looked around: callers of callers multiply. */
  readonly budget: { functions: number };
  answers: Answers;
  limit?: number;
}

const maxFunctions = 300;

/** Everything of the file that re-sends a request from around it, and how often one pass sends it. */
export function layersAround(ref: CallRef, request: RequestMatch, libraries: readonly LibraryModel[], tools: Tools): Surroundings {
  return around(ref, { libraries, tools, errors: request.errors, seen: new Set(), budget: { functions: maxFunctions }, answers: directAnswers(request.throws) });
}

const none: FanOut = { kind: 'none' };

function around(ref: CallRef, walk: Walk, boundary?: FunctionRef): Surroundings {
  const { chunk, call } = ref;
  const layers: Layer[] = [];
  let fanOut = none;
  let waits = false;
  for (const { id, region } of outward(chunk, call.region)) {
    if (region.kind === 'loop') {
      const layer = libraryLoop(chunk, id, walk) ?? readLoop({ ref, loop: id, answers: walk.answers, errors: walk.errors });
      if (layer) layers.push(layer);
      else if (fanOut.kind === 'none') {
        fanOut = { kind: 'loop', at: absolute(chunk, region.loop.header) };
        waits = region.loop.form === 'forever' || region.loop.form === 'while';
      }
    }
    if (region.kind !== 'function') continue;
    const fn = chunk.facts.functions[region.fn];
    if (!fn) break;
    if (boundary?.fn === fn) return { layers, fanOut, waits, reasons: [] };
    walk.answers = seenFromOutside({ chunk, fn }, ref, walk);
    layers.push(...decorators({ chunk, fn }, walk));
    const outer = beyond({ chunk, fn }, region.fn, walk, boundary);
    return { layers: [...layers, ...outer.layers], fanOut: wider(fanOut, outer.fanOut), reasons: outer.reasons, waits: fanOut.kind === 'none' ? outer.waits : waits };
  }
  return { layers, fanOut, waits, reasons: [] };
}

function wider(inner: FanOut, outer: FanOut): FanOut {
  if (inner.kind === 'parallel' || outer.kind === 'none') return inner;
  return inner.kind === 'none' || outer.kind === 'parallel' ? outer : inner;
}

/** What is around a function: the call it is handed to, or the calls of it within the file. */
function beyond(of: FunctionRef, index: number, walk: Walk, boundary: FunctionRef | undefined): Surroundings {
  if (walk.seen.has(of.fn) || walk.seen.size > 8) return nothing;
  walk.seen.add(of.fn);
  if (walk.budget.functions-- <= 0) return { ...nothing, layers: [unknownLayer({ kind: 'helper', name: 'callers that are too many to follow', at: absolute(of.chunk, of.chunk.facts.regions[of.fn.region]?.span ?? { start: 0, end: 0 }) })] };
  const handed = of.chunk.facts.calls.find((call) => call.args.some((arg) => arg.value.kind === 'function' && arg.value.fn === index));
  if (handed) return handedTo({ chunk: of.chunk, call: handed }, handed.args.findIndex((arg) => arg.value.kind === 'function' && arg.value.fn === index), walk, boundary);
  if (boundary) return nothing;
  const contexts = [
    ...callersOf(of)
      .filter(({ chunk, call }) => !(chunk === of.chunk && isWithin(chunk, call.region, of.fn.region)))
      .map((ref) => ({ ref, ...around(ref, { ...walk, seen: new Set(walk.seen) }) })),
    ...namedIn(of).map(({ ref, index: at }) => ({ ref, ...handedTo(ref, at, { ...walk, seen: new Set(walk.seen) }, undefined) })),
  ];
  if (contexts.length === 0) return { ...nothing, layers: recursion(of) };
  // Guarded only when every caller guards it: the weakest context counts.
  const weakest = contexts.reduce((least, context) => (strength(context.layers) < strength(least.layers) ? context : least));
  const loops = contexts.find(({ fanOut }) => fanOut.kind === 'parallel') ?? contexts.find(({ fanOut, waits }) => fanOut.kind === 'loop' && !waits);
  const decides = contexts.some(({ layers }) => strength(layers) > strength(weakest.layers));
  const message = `\`${of.fn.name ?? 'the function'}\` is called here, where ${strength(weakest.layers) === 0 ? 'nothing' : 'less'} is around it that sends it again`;
  const caller = decides ? [{ span: absolute(weakest.ref.chunk, weakest.ref.call.callee.span), message }] : [];
  return { layers: [...recursion(of), ...weakest.layers], fanOut: loops?.fanOut ?? none, reasons: [...caller, ...weakest.reasons] };
}

const nothing: Surroundings = { layers: [], fanOut: { kind: 'none' }, reasons: [] };

function strength(layers: readonly Layer[]): number {
  if (layers.some((layer) => layer.covers429 === true)) return 3;
  return layers.some((layer) => layer.covers429 === 'unknown') ? 2 : layers.length > 0 ? 1 : 0;
}

/** A function that calls itself again from a handler may well be a retry; how it ends is not followed. */
function recursion(of: FunctionRef): readonly Layer[] {
  const again = callersOf(of).find(
    ({ chunk, call }) =>
      chunk === of.chunk &&
      isWithin(chunk, call.region, of.fn.region) &&
      [...outward(chunk, call.region)].some(({ region }) => region.kind === 'handler' || (region.kind === 'then' && mentionsStatus(region.test))),
  );
  return again ? [unknownLayer({ kind: 'helper', name: 'a call of itself', at: absolute(again.chunk, again.call.callee.span) })] : [];
}

/** Calls that get a named function as an argument: `pRetry(ask)`. */
function namedIn(of: FunctionRef): readonly { ref: CallRef; index: number }[] {
  const { name } = of.fn;
  if (name === undefined) return [];
  return (of.chunk.file.handed.get(name) ?? []).flatMap(({ chunk, call, index }) => {
    const value = call.args[index]?.value;
    if (!value) return [];
    const found = resolve({ chunk, region: call.region, expr: value }).some((candidate) => candidate.kind === 'function' && candidate.of.fn === of.fn);
    return found ? [{ ref: { chunk, call }, index }] : [];
  });
}

const parallelMethods = new Set(['map', 'flatMap', 'submit', 'gather']);
const loopMethods = new Set(['forEach', 'for_each']);

function handedTo(ref: CallRef, callback: number, walk: Walk, boundary: FunctionRef | undefined): Surroundings {
  const found = wrapperLayers(ref, callback, walk);
  const name = calleeName(ref.call) ?? '';
  // A helper hands on what its function gives or raises, once it has given up.
  const outer = around(ref, { ...walk, seen: walk.seen }, boundary);
  const at = absolute(ref.chunk, ref.call.callee.span);
  const own: FanOut = parallelMethods.has(name) ? { kind: 'parallel', limit: walk.limit, at } : loopMethods.has(name) ? { kind: 'loop', at } : none;
  return { layers: [...found, ...outer.layers], fanOut: wider(own, outer.fanOut), reasons: outer.reasons };
}

function wrapperLayers(ref: CallRef, callback: number, walk: Walk): readonly Layer[] {
  const { libraries, tools, errors } = walk;
  const throws = raisesLimit(walk);
  const name = calleeName(ref.call) ?? '';
  const at = absolute(ref.chunk, ref.call.callee.span);
  for (const callee of resolveCallee(ref)) {
    for (const library of libraries) {
      const layer = library.wrapper?.({ ref, callee, callback, throws, errors }, tools);
      if (layer && isLimiter(layer)) walk.limit = layer.limit;
      else if (layer) return [layer];
    }
    if (callee.kind === 'function') return helper(entering(callee.of, ref), callback, at, walk);
    if (callee.kind === 'symbol' && isOwnModule(callee)) return [unknownLayer({ kind: 'helper', name, at })];
  }
  return /retr(?:y|ies)|backoff|attempt|resilien|breaker|step\.run/i.test(name) ? [unknownLayer({ kind: 'helper', name, at })] : [];
}

function isLimiter(layer: Layer | Limiter): layer is Limiter {
  return layer.kind === 'limiter';
}

function isOwnModule(value: Extract<Value, { kind: 'symbol' }>): boolean {
  return /^(?:\.|@\/|~\/|#)/.test(value.module);
}

/** A helper of the user's own is judged by what its body does with the function it is given. */
function helper(of: FunctionRef, callback: number, at: Span, walk: Walk): readonly Layer[] {
  const param = of.fn.params[callback]?.names[0]?.name;
  if (param === undefined || walk.seen.has(of.fn)) return [];
  const runs = of.chunk.facts.calls.filter((call) => call.callee.kind === 'name' && call.callee.name === param && isWithin(of.chunk, call.region, of.fn.region));
  const passed = of.chunk.facts.calls.filter((call) => isWithin(of.chunk, call.region, of.fn.region) && call.args.some(({ value }) => value.kind === 'name' && value.name === param));
  const name = of.fn.name ?? 'a helper';
  const inside = (call: CallFact): CallRef => ({ chunk: of.chunk, call, ...(of.context && { context: of.context }) });
  const layers = [
    ...runs.flatMap((call) => around(inside(call), { ...walk, seen: new Set([...walk.seen, of.fn]) }, of).layers),
    ...passed.flatMap((call) => wrapperLayers(inside(call), call.args.findIndex(({ value }) => value.kind === 'name' && value.name === param), { ...walk, seen: new Set([...walk.seen, of.fn]) })),
  ];
  if (runs.length + passed.length === 0) return /retry|backoff/i.test(name) ? [unknownLayer({ kind: 'helper', name, at })] : [];
  return layers.map((layer) => (layer.kind === 'loop' ? { ...layer, kind: 'helper', name, at } : layer));
}

function decorators(of: FunctionRef, walk: Walk): readonly Layer[] {
  if (of.fn.decorators.length === 0) return [];
  const { libraries, tools, errors } = walk;
  const throws = raisesLimit(walk);
  const home = of.chunk.facts.regions[of.fn.region]?.parent ?? 0;
  return of.fn.decorators.toReversed().flatMap((expr): readonly Layer[] => {
    const call = expr.kind === 'call' ? of.chunk.facts.calls[expr.call] : undefined;
    const args = call && { chunk: of.chunk, call };
    const at = absolute(of.chunk, expr.span);
    const values = args ? resolveCallee(args) : resolve({ chunk: of.chunk, region: home, expr });
    for (const decorator of values) {
      for (const library of libraries) {
        const layer = library.decorator?.({ decorator, args, throws, errors }, tools);
        if (layer) return [layer.at ? layer : { ...layer, at }];
      }
      if (decorator.kind === 'function') {
        const made = args ? resolve({ chunk: of.chunk, region: home, expr }) : [decorator];
        const layers = made.flatMap((value) => (value.kind === 'function' ? helper(value.of, 0, at, walk) : []));
        const written = calleeName({ callee: args?.call.callee ?? expr });
        if (layers.length > 0) return layers.map((layer) => ({ ...layer, kind: 'decorator', name: written ?? layer.name }));
      }
      const name = decorator.kind === 'symbol' ? decorator.path.join('.') : '';
      if (/retry|backoff|resilien/i.test(name)) return [unknownLayer({ kind: 'decorator', name, at })];
    }
    return [];
  });
}

function libraryLoop(chunk: Chunk, loop: number, walk: Walk): Layer | undefined {
  const { libraries, tools, errors } = walk;
  const throws = raisesLimit(walk);
  const region = chunk.facts.regions[loop];
  if (region?.kind !== 'loop' || !region.loop.over) return undefined;
  for (const over of resolve({ chunk, region: region.parent, expr: region.loop.over }))
    for (const library of libraries) {
      const layer = library.loop?.(over, { throws, errors }, tools);
      if (layer) return { ...layer, at: layer.at ?? absolute(chunk, region.loop.header) };
    }
  return undefined;
}

/** Whether a 429 raises where the walk stands; what cannot be told is taken to raise, as it does in most code. */
function raisesLimit({ answers }: Walk): boolean {
  return answers(scenarios.rateLimited).raises ?? true;
}

/** How the function around a request ends, for whoever calls it. */
function seenFromOutside(of: FunctionRef, ref: CallRef, { answers, errors }: Walk): Answers {
  const outside = answersOf(of, { ref, answers, errors });
  const known = new Map<string, Answer>();
  return (scenario) => {
    const answer = known.get(scenario.id) ?? outside(scenario);
    known.set(scenario.id, answer);
    return answer;
  };
}

function mentionsStatus(expr: unknown): boolean {
  return /"name":"(?:ok|status|statusCode|status_code|is_success|is_error)"/.test(JSON.stringify(expr));
}

