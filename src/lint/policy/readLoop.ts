import type { LanguageId } from '../call';
import type { Binding, Expr, LoopFact } from '../facts/facts';
import type { ErrorFamily } from '../libraries/errorClasses';
import { type Abstract, type Answer, type Answers, type Scenario, directAnswers, hasSameValues, literal, numberIn, scenarios, truth, unknownAbstract } from '../program/abstract';
import { type CallRef, type Chunk, absolute, calleeName, functionAround, regionOf } from '../program/fileView';
import { type Flow, type Work, type Run, assumeBound, assumedTurns, evaluate, newRun, runAfter, runRegion } from '../program/interpret';
import { assignmentsBefore, bindingsWithin, callsWithin, regionsWithin } from '../program/regions';
import { resolve } from '../program/resolve';
import { sleepSeconds } from '../program/sleep';
import { type Layer, type Tri, unknownLayer } from './layer';
import { moreAttempts } from './moreAttempts';
import { overloadedClass } from './overloadedClass';
import { overloadedTest } from './overloadedTest';
import { boundedWait, drawnWait } from './waitRepairs';
import { repairsOf } from '../libraries/repairsOf';
import type { Span } from '../source';

export interface LoopSubject {
  readonly ref: CallRef;
  /** The loop's region, around the request in the same function. */
  readonly loop: number;
  readonly answers: Answers;
  readonly errors: ErrorFamily;
  readonly work?: Work;
}

/** Iterations that are followed; more than this is no limit a person would wait for. */
const maxIterations = 50;

/**
 * Reads a hand-written loop by running it in thought: does it go round again after a 429, does it stop after a
 * success, how often, and how long does it wait? Undefined when the loop is no retry: it goes on after a success
 * too, or never goes round again after a failure.
 */
export function readLoop(subject: LoopSubject): Layer | undefined {
  const { ref, loop } = subject;
  const region = regionOf(ref.chunk, loop);
  if (region?.kind !== 'loop') return undefined;
  const ok = follow(subject, scenarios.ok);
  const limited = follow(subject, scenarios.rateLimited);
  const name = 'a hand-written loop';
  const at = absolute(ref.chunk, region.loop.header);
  const repeats = ok.outcome === 'again';
  if (region.loop.form === 'each') {
    if (ok.outcome !== 'leaves' || limited.outcome !== 'again') return undefined;
    // Going through other keys or addresses until one answers is not a retry, and not nothing. Going through other models sends another request, to limits of their own, and going through things to ask about is neither.
    if (!numbersOf(ref.chunk, loop)) return isOfWays(region.loop) && !isOfModels(region.loop) ? unknownLayer({ kind: 'loop', name, at }) : undefined;
  }
  if (isWalk(ref.chunk, region.loop)) return undefined;
  const others = [scenarios.overloaded, scenarios.serverError, scenarios.connection, scenarios.unavailable, scenarios.badRequest].map((scenario) => follow(subject, scenario));
  const [overloaded, , broken, , refused] = others;
  if (!overloaded || !broken || !refused) return undefined;
  // A counted loop goes on to the next one after a failure, too.
  if (repeats && region.loop.form === 'count') return undefined;
  const discriminates = limited.outcome !== ok.outcome || limited.firstSleeps > ok.firstSleeps;
  if (repeats && !(limited.outcome === 'again' && limited.run.sleeps > 0 && discriminates)) return undefined;
  const told = ok.outcome !== 'unknown' && limited.outcome !== 'unknown';
  const isMeant = looksLikeRetry(ref.chunk, loop);
  // Where an answer is no good it may go round as well, as a loop that was written to try again does.
  if (!told && limited.outcome !== 'leaves' && !(limited.outcome === 'again' && (limited.run.sleeps > 0 || isMeant))) return isMeant || (limited.run.readsRetryAfter && !ok.run.readsRetryAfter) ? unknownIfGuard([limited, ...others], name, at) : undefined;
  // A loop of one turn, as `for attempt in range(1)`, tries nothing again.
  if (isMeant && ok.outcome === 'leaves' && hasOneTurn(ref.chunk, loop, limited.run)) return { ...base(name, at), attempts: 1, covers429: false, covers529: false, coversConnection: false, whyNot: 'it makes one attempt alone', maxWaitSeconds: 0 };
  if (limited.outcome === 'leaves') {
    const resends = others.some((other) => covered(other) === true) || (isMeant && others.some((other) => covered(other) === 'unknown'));
    if (repeats) return undefined;
    if (!resends) return neverSees(subject, ok) ? { ...base(name, at), attempts: 1, covers429: false, covers529: false, coversConnection: false, whyNot: 'what it runs gives it no error then', maxWaitSeconds: 0 } : undefined;
    return { ...base(name, at), attempts: 1, covers429: false, covers529: covered(overloaded), coversConnection: covered(broken), whyNot: 'the loop ends on a 429', maxWaitSeconds: 0 };
  }
  if (limited.sent === 1) return undefined;
  const patient = limited.run.readsRetryAfter ? longWait(subject) : undefined;
  const layer: Layer = {
    ...base(name, at),
    attempts: limited.sent,
    covers429: true,
    covers529: covered(overloaded),
    coversConnection: covered(broken),
    retryAfter: limited.run.readsRetryAfter ? 'honoured' : 'ignored',
    maxWaitSeconds: limited.waits,
    ...knownOf(refused, limited),
    ...(patient && { waitsHoweverLong: true as const }),
    ...givingUp(ref.chunk, loop, ok, limited),
  };
  const drafts = {
    overloaded: overloadedTest({ ref, limited: limited.run, overloaded: overloaded.run, layer }) ?? overloadedClass({ ref, loop, layer }),
    wait: patient && boundedWait({ chunk: ref.chunk, home: loop, told: patient.run, untold: [limited, ...others].map(({ run }) => run) }),
    attempts: moreAttempts({
      ref,
      loop,
      layer,
      limited: limited.run,
      outcomeWith: (instead, names) => {
        const { sent, waits } = follow(subject, scenarios.rateLimited, { instead, names });
        return { attempts: sent, maxWaitSeconds: waits };
      },
    }),
    jitter: layer.jitter === false ? drawnWait({ ref, limited: limited.run }) : undefined,
  };
  return { ...layer, ...repairsOf(drafts) };
}

/** What a request can be sent by, or with: anything else that a loop goes through is what it is about. */
const ways = /model|key|provider|client|agent|llm|region|endpoint|url|host|deploy|backend|engine|fallback|delay|wait|attempt|retr|tr(?:y|ies)|temperature|config|candidate|variant|strateg|option|account|profile|param|method/i;

function isOfWays({ over, variables }: LoopFact): boolean {
  return ways.test([...variables, JSON.stringify(over ?? '')].join(' '));
}

/** True for a loop whose variable is a model, and nothing but that. */
function isOfModels({ variables }: LoopFact): boolean {
  return variables.length > 0 && variables.every((name) => /^(?:(?:candidate|fallback|claude|current|next|the)_?)?model(?:_?(?:name|id))?s?$/i.test(name));
}

/** True for a loop that counts through what a list holds: a failure sends it on to the next one. */
function isWalk(chunk: Chunk, loop: LoopFact): boolean {
  return loop.form === 'count' && loop.over !== undefined && readsLength(chunk, loop.over) && !isOfWays(loop);
}

function readsLength(chunk: Chunk, expr: Expr): boolean {
  if (expr.kind === 'binary') return readsLength(chunk, expr.left) || readsLength(chunk, expr.right);
  if (expr.kind === 'member') return expr.name === 'length';
  const call = expr.kind === 'call' ? chunk.facts.calls[expr.call] : undefined;
  const name = call && calleeName(call);
  return name === 'len' || (name === 'range' && call?.args.some(({ value }) => readsLength(chunk, value)) === true);
}

/** The run in which the first wait is as long as a service says that names a time beyond all limits, if the loop goes on after it. */
function longWait(subject: LoopSubject): Followed | undefined {
  const followed = follow(subject, scenarios.toldLong);
  const { outcome, firstSlept = 0 } = followed;
  return outcome === 'again' && firstSlept >= scenarios.toldLong.toldSeconds / 2 ? followed : undefined;
}

/** True for a loop that would go round after a 429 that was raised, around what keeps every failure to itself. */
function neverSees(subject: LoopSubject, ok: Followed): boolean {
  const { ref, loop, answers } = subject;
  if (ok.outcome !== 'leaves' || answers(scenarios.rateLimited).raises !== false || answers(scenarios.connection).raises !== false || !looksLikeRetry(ref.chunk, loop)) return false;
  const { outcome, sent } = follow({ ...subject, answers: directAnswers(true) }, scenarios.rateLimited);
  return outcome === 'again' && sent !== 1;
}

/** How the function that a loop stands in ends after a last 429; undefined where that cannot be told. */
export function lastAnswer(subject: LoopSubject): Answer | undefined {
  const { chunk } = subject.ref;
  const { last, run } = follow(subject, scenarios.rateLimited);
  const flow = last === 'break' || last === 'spent' ? runAfter(chunk, subject.loop, run) : last;
  if (flow === 'raise') return { raises: true, value: unknownAbstract, raised: run.raised };
  return flow === 'return' || flow === 'next' ? { raises: false, value: (flow === 'return' ? run.returned : undefined) ?? literal(null), raised: unknownAbstract } : undefined;
}

/** What the function returns in the end, where it raises nothing then and returns something after a success. */
function givingUp(chunk: Chunk, loop: number, ok: Followed, limited: Followed): Pick<Layer, 'givesUpWith'> {
  const [success, failure] = [outcomeOf(chunk, loop, ok), outcomeOf(chunk, loop, limited)];
  if (!success || !failure || isEmpty(success) || !isEmpty(failure)) return {};
  return { givesUpWith: written(failure, chunk.file.language) };
}

/** What the function that the loop stands in returns; undefined where it raises or that cannot be told. */
function outcomeOf(chunk: Chunk, loop: number, { last, run }: Followed): Abstract | undefined {
  if (!last) return undefined;
  const flow = last === 'break' || last === 'spent' ? runAfter(chunk, loop, run) : last;
  if (flow === 'return') return run.returned;
  return flow === 'next' ? literal(null) : undefined;
}

function isEmpty(value: Abstract): boolean {
  if (value.is === 'literal') return (value.value === null || value.value === '') && value.absent !== true;
  return (value.is === 'list' && value.items.length === 0) || (value.is === 'record' && value.body !== true && Object.keys(value.entries).length === 0);
}

function written(value: Abstract, language: LanguageId): string {
  if (value.is === 'list') return '`[]`';
  if (value.is === 'record') return '`{}`';
  if (value.is === 'literal' && value.value === '') return 'an empty text';
  return language === 'python' ? '`None`' : 'nothing';
}

/** True for a loop that a success ends, or one that is written to try again until an answer is good: it does not go round to send more. */
export function endsWithSuccess(subject: LoopSubject): boolean {
  const { outcome } = follow(subject, scenarios.ok);
  return outcome === 'leaves' || (outcome === 'unknown' && countsTries(subject.ref.chunk, subject.loop));
}

function base(name: string, at: Layer['at']): Pick<Layer, 'kind' | 'name' | 'implicit' | 'at' | 'retryAfter'> {
  return { kind: 'loop', name, implicit: false, at, retryAfter: 'ignored' };
}

/** A loop that cannot be followed to its end is a possible guard only if it counts attempts or waits after a failure. */
function looksLikeRetry(chunk: Chunk, loop: number): boolean {
  if (countsTries(chunk, loop)) return true;
  const handlers = regionsWithin(chunk, loop).filter((id) => regionOf(chunk, id)?.kind === 'handler');
  return handlers.some((id) => callsWithin(chunk, id).some((call) => sleepSeconds({ chunk, call }, () => ({ is: 'unknown' })) !== 'none'));
}

/** True for a loop that by the names in its head, or of what it counts up, counts attempts. */
function countsTries(chunk: Chunk, loop: number): boolean {
  const region = regionOf(chunk, loop);
  if (region?.kind !== 'loop') return false;
  const counts = (name: string) => /retr|attempt|tries|patience|backoff|\btry(?:_?(?:idx|index|count|num|no|n|i))?\b/i.test(name);
  const { over, variables } = region.loop;
  const bounds = over?.kind === 'call' ? chunk.facts.calls[over.call]?.args : over;
  if (variables.some(counts) || counts(JSON.stringify(bounds ?? ''))) return true;
  const counted = ({ value }: Binding) => value?.kind === 'binary' && value.left.kind === 'name';
  return bindingsWithin(chunk, loop).some((binding) => counts(binding.name) && counted(binding));
}

/** A loop that cannot be followed is taken for a possible guard only if some failure sends it round again. */
function unknownIfGuard(others: readonly Followed[], name: string, at: Span): Layer | undefined {
  return others.some(({ outcome }) => outcome !== 'leaves') ? unknownLayer({ kind: 'loop', name, at }) : undefined;
}

/** What else two runs tell for certain. */
function knownOf(refused: Followed, limited: Followed): Pick<Layer, 'coversPermanent' | 'jitter'> {
  const permanent = covered(refused);
  const random = limited.run.met.random === true;
  return {
    ...(permanent !== 'unknown' && { coversPermanent: permanent }),
    ...(limited.run.sleeps > 0 && (random || limited.waits !== 'unknown') && { jitter: random }),
  };
}

function covered({ outcome, sent }: Followed): Tri {
  if (outcome === 'unknown') return 'unknown';
  return outcome === 'again' && sent !== 1;
}

interface Followed {
  /** After the first request. */
  readonly outcome: 'again' | 'leaves' | 'unknown';
  readonly sent: number | 'unbounded' | 'unknown';
  readonly waits: number | 'unknown';
  /** Sleeps of the first turn. */
  readonly firstSleeps: number;
  /** How long they were in all; absent where that is not known. */
  readonly firstSlept?: number;
  /** How the last turn ended; `spent` where no turn is left. Absent where the end was not reached. */
  readonly last?: 'return' | 'raise' | 'break' | 'spent';
  readonly run: Run;
}

/** Numbers and constants of the code that are taken for others. */
interface Instead {
  readonly instead: ReadonlyMap<Expr, number>;
  readonly names: ReadonlyMap<string, number>;
}

function follow(subject: LoopSubject, scenario: Scenario, changed?: Instead): Followed {
  const { ref, loop, answers, errors, work } = subject;
  const { chunk } = ref;
  const run = newRun({ scenario, subject: ref, answer: answers(scenario), errors, work, ...(changed && { instead: changed.instead }) });
  for (const [name, value] of changed?.names ?? []) run.names.set(name, literal(value));
  const start = startOf(chunk, loop, run, () => presets(subject, changed));
  const region = regionOf(chunk, loop);
  const form = region?.kind === 'loop' ? region.loop.form : undefined;
  let outcome: Followed['outcome'] | undefined;
  let firstSleeps = 0;
  let firstSlept: number | undefined;
  let known: ReadonlyMap<string, Abstract> | undefined;
  let isSteady = false;
  let last: Followed['last'];
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    if (!start(iteration)) {
      last = 'spent';
      break;
    }
    const before = run.sent;
    const flow = runRegion(chunk, loop, run);
    if (iteration === 0) [firstSleeps, firstSlept] = [run.sleeps, run.slept];
    if (run.sent === before && flow === 'next' && outcome === undefined && iteration > 2) return { outcome: 'unknown', sent: 'unknown', waits: 'unknown', firstSleeps, run };
    const goesOn = nextTurn(chunk, loop, flow, run);
    outcome ??= goesOn;
    if (goesOn === 'unknown') return { outcome, sent: 'unknown', waits: 'unknown', firstSleeps, run };
    if (goesOn === 'leaves') {
      last = flow === 'return' || flow === 'raise' || flow === 'break' ? flow : 'spent';
      break;
    }
    if (scenario.id === 'ok') break;
    if (form === 'count') continue;
    if (run.sent > before && known && hasSameValues(known, run.names)) {
      // It goes on like this for ever.
      run.sent = maxIterations;
      isSteady = true;
      break;
    }
    known = new Map(run.names);
  }
  if (run.assumed.size > 0 || start.isAssumed === true) return { outcome: outcome ?? 'unknown', sent: 'unknown', waits: 'unknown', firstSleeps, ...(firstSlept !== undefined && { firstSlept }), run };
  return {
    outcome: outcome ?? 'unknown',
    sent: run.sent < maxIterations ? run.sent : form === 'count' ? (start.count ?? 'unknown') : (isSteady || form !== 'while') && goesRound(chunk, loop, run) !== undefined ? 'unbounded' : 'unknown',
    waits: run.slept === undefined || run.sent >= maxIterations ? 'unknown' : Math.round(run.slept * 1000) / 1000,
    firstSleeps,
    ...(firstSlept !== undefined && { firstSlept }),
    ...(last && { last }),
    run,
  };
}

function nextTurn(chunk: Chunk, loop: number, flow: Flow, run: Run): Followed['outcome'] {
  if (flow === 'break' || flow === 'return' || flow === 'raise') return 'leaves';
  if (flow === 'unknown') return 'unknown';
  const passes = goesRound(chunk, loop, run);
  if (passes === undefined && run.scenario.toldSeconds !== undefined) return 'unknown';
  return passes === false ? 'leaves' : 'again';
}

/** Whether the test of a loop lets it go on; undefined where it cannot be told, as of a test that asks a clock or a signal. */
function goesRound(chunk: Chunk, loop: number, run: Run): boolean | undefined {
  const region = regionOf(chunk, loop);
  if (region?.kind !== 'loop' || !region.loop.over) return true;
  const { form, over } = region.loop;
  // `attempt <= 3 && !done` counts, and asks what the turn has done.
  if (form === 'count') return !conjunctsBeside(over).some((expr) => truth(evaluate({ chunk, region: loop, expr }, run)) === false);
  return form === 'while' ? truth(evaluate({ chunk, region: region.parent, expr: over }, run)) : true;
}

/** What a test asks for beside the comparison that counts the turns. */
function conjunctsBeside(test: Expr): readonly Expr[] {
  if (test.kind !== 'binary' || test.op !== '&&') return [];
  return [test.left, test.right].flatMap((side): readonly Expr[] => (side.kind !== 'binary' ? [side] : side.op === '&&' ? conjunctsBeside(side) : []));
}

/** Sets the loop variable for each turn; answers whether the loop takes that turn. */
function startOf(chunk: Chunk, loop: number, run: Run, preset: () => ReadonlyMap<string, Abstract>): ((iteration: number) => boolean) & { readonly count?: number; readonly isAssumed?: boolean } {
  const region = regionOf(chunk, loop);
  if (region?.kind !== 'loop') return () => false;
  const { form, variables, from, over } = region.loop;
  const first = from ? (numberIn(evaluate({ chunk, region: region.parent, expr: from }, run)) ?? (form === 'count' ? 0 : undefined)) : undefined;
  const range = rangeOf(chunk, loop, run);
  for (const [name, value] of preset()) run.names.set(name, value);
  const [variable] = variables;
  if (form === 'count' && range) {
    const count = range.count ?? assumedTurns;
    const turn = (iteration: number) => {
      if (iteration >= count) return false;
      if (variable !== undefined) run.names.set(variable, literal(range.start + iteration));
      return true;
    };
    return Object.assign(turn, range.count === undefined ? { isAssumed: true } : { count });
  }
  const listed = form === 'each' ? numbersOf(chunk, loop) : undefined;
  if (listed)
    return (iteration) => {
      const value = listed[iteration];
      if (value === undefined) return false;
      if (variable !== undefined && variables.length === 1) run.names.set(variable, literal(value));
      return true;
    };
  // `for (let attempt = 1; ; attempt++)` counts too, and ends from within.
  if (form === 'count' ? over : form === 'forever' && first !== undefined)
    return (iteration) => {
      if (iteration === 0 && variable !== undefined && first !== undefined) run.names.set(variable, literal(first));
      else if (variable !== undefined) run.names.set(variable, step(run.names.get(variable), chunk, loop, variable));
      return !over || truth(evaluate({ chunk, region: loop, expr: over }, run)) !== false;
    };
  return () => true;
}

const maxInHeader = 20;

/** The loop variable of the next turn: the header's `i++` counts it up, unless the body does. */
function step(value: Abstract | undefined, chunk: Chunk, loop: number, variable: string): Abstract {
  const header = regionOf(chunk, loop);
  const n = value && numberIn(value);
  if (n === undefined || header?.kind !== 'loop') return { is: 'unknown' };
  const { start, end } = header.loop.header;
  const update = assignmentsBefore(chunk, functionAround(chunk, loop)?.fn.region, end, maxInHeader).find(({ name, span, scope }) => name === variable && scope === undefined && span.start >= start);
  const down = update?.value?.kind === 'binary' && update.value.op === '-';
  return literal(update ? n + (down ? -1 : 1) : n);
}

function rangeOf(chunk: Chunk, loop: number, run: Run): { readonly start: number; readonly count?: number } | undefined {
  const region = regionOf(chunk, loop);
  if (region?.kind !== 'loop' || region.loop.over?.kind !== 'call') return undefined;
  const call = chunk.facts.calls[region.loop.over.call];
  if (!call) return undefined;
  const numbers = call.args.map(({ value: expr }) => {
    const place = { chunk, region: call.region };
    const known = numberIn(evaluate({ ...place, expr }, run));
    return known === undefined && assumeBound(expr, place, run) ? numberIn(evaluate({ ...place, expr }, run)) : known;
  });
  const [a, b, c = 1] = numbers;
  if (numbers.length === 1) return { start: 0, count: a };
  return { start: a ?? 0, count: a === undefined || b === undefined ? undefined : Math.max(0, Math.ceil((b - a) / (c || 1))) };
}

/** True for a loop that counts to one, by what is written there: what a caller or a setting could change is not held against it. */
function hasOneTurn(chunk: Chunk, loop: number, run: Run): boolean {
  const region = regionOf(chunk, loop);
  if (region?.kind !== 'loop' || region.loop.form !== 'count' || region.loop.over?.kind !== 'call') return false;
  const bounds = chunk.facts.calls[region.loop.over.call]?.args ?? [];
  const given = new Set(functionAround(chunk, loop)?.fn.params.flatMap(({ names }) => names.map(({ name }) => name)));
  return bounds.every(({ value }) => value.kind === 'number' || (value.kind === 'name' && !given.has(value.name))) && rangeOf(chunk, loop, run)?.count === 1;
}

/** What stands further away from its loop than this many assignments does not count its turns. */
const maxPresets = 100;

const presetsOfSubject = new WeakMap<LoopSubject, ReadonlyMap<string, Abstract>>();

/** What the variables of the function hold when the loop begins, where that is a literal: attempts and delays. It comes before the request, so that it is the same in each scenario. */
function presets(subject: LoopSubject, changed: Instead | undefined): ReadonlyMap<string, Abstract> {
  const known = changed ? undefined : presetsOfSubject.get(subject);
  if (known) return known;
  const { ref: { chunk, context }, loop, errors, work } = subject;
  const run: Run = { ...newRun({ scenario: scenarios.ok, subject: undefined, answer: directAnswers(false)(scenarios.ok), errors, work, ...(changed && { instead: changed.instead }) }), context };
  for (const [name, value] of changed?.names ?? []) run.names.set(name, literal(value));
  const found = new Map<string, Abstract>();
  for (const { name, value, region } of assignmentsBefore(chunk, functionAround(chunk, loop)?.fn.region, regionOf(chunk, loop)?.span.start ?? 0, maxPresets)) {
    const preset = value && evaluate({ chunk, region, expr: value }, run);
    if (preset?.is !== 'literal') continue;
    found.set(name, preset);
    run.names.set(name, preset);
  }
  if (!changed) presetsOfSubject.set(subject, found);
  return found;
}

/** The numbers of `for attempt in [1, 2, 5]:`, which goes through waits; undefined where a loop goes through anything else, such as things to ask about. */
function numbersOf(chunk: Chunk, loop: number): readonly number[] | undefined {
  const region = regionOf(chunk, loop);
  if (region?.kind !== 'loop' || !region.loop.over) return undefined;
  const [value] = resolve({ chunk, region: region.parent, expr: region.loop.over });
  if (value?.kind !== 'list' || value.of.items.length === 0) return undefined;
  const numbers = value.of.items.flatMap((item) => (item.kind === 'number' ? [item.value] : []));
  return numbers.length === value.of.items.length ? numbers : undefined;
}
