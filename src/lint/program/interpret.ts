import { type ErrorFamily, className, codeOf, holdsStatus, isInstanceOf } from '../libraries/errorClasses';
import type { CallFact, Expr, FunctionFact } from '../facts/facts';
import { keysBeside } from '../facts/restKey';
import { type Abstract, type Answer, type Answers, type Passed, type Scenario, errorBody, errorText, errorType, isSame, literal, numberIn, truth, unknownAbstract } from './abstract';
import { basesOf } from './classes';
import { isDeadline } from './deadline';
import { linksAfter } from './chain';
import { type Event, eventsIn } from './events';
import { type CallRef, type Chunk, type ClassRef, type Context, type FunctionRef, calleeName, functionAround, isWithin, regionOf } from './fileView';
import { extendsForeign } from './foreignBases';
import { type Evaluator, errorOf } from './madeErrors';
import { type Place, placeIn } from './place';
import { callsWithin, elseOf, exitsOf, regionsOfTry, thenOf } from './regions';
import { resolve, resolveCallee, within } from './resolve';
import { everyOf, someOf } from './threeValued';
import type { Value } from './value';
import { mayEndEarly, sleepOf, sleepSeconds } from './sleep';

/** What all runs share that are about one request. */
export interface Work {
  /** Steps that they may still take in all, as code around code multiplies: a run that has none left tells nothing. */
  left: number;
  /** What functions have answered that did nothing else. */
  readonly answered: Map<FunctionFact, Answered[]>;
}

interface Answered {
  readonly scenario: Scenario;
  readonly context: Context | undefined;
  readonly args: readonly Passed[];
  readonly value: Abstract;
}

export function newWork(): Work {
  return { left: maxStepsInAll, answered: new Map() };
}

/** How control leaves a stretch of code. `again`: the function that runs calls itself; `stop`: the run has reached the call it looks for. */
export type Flow = 'next' | 'continue' | 'break' | 'return' | 'raise' | 'again' | 'stop' | 'unknown';

/**
 * One imagined run of a piece of code: the request answers as the scenario says, and the code is followed as far
 * as names and literals lead. What it cannot tell is `unknown`; it never guesses.
 */
export interface Run {
  readonly scenario: Scenario;
  /** The request. */
  readonly subject: CallRef | undefined;
  /** True where the question is whether the request is sent at all; otherwise it is. */
  readonly mayMiss?: true;
  /** How the request ends in this scenario. */
  readonly answer: Answer;
  readonly errors: ErrorFamily;
  /** How the function that runs was entered. */
  readonly context: Context | undefined;
  /** The call at which the run ends. */
  readonly stopAt?: CallFact;
  /** What is known of variables by name. */
  readonly names: Map<string, Abstract>;
  /** The function whose calls of itself end the run with `again`. */
  readonly self?: FunctionFact;
  /** What such a call passes, by the names of the parameters. */
  passed?: ReadonlyMap<string, Abstract>;
  /** Bounds that the code does not give, by how they are written: the run takes them for a number to go on. */
  readonly assumed: Map<string, Abstract>;
  /** Longest seconds slept so far; undefined once a sleep's length was not known. */
  slept: number | undefined;
  /** How many sleeps there were. */
  sleeps: number;
  readsRetryAfter: boolean;
  /** What the run met on its way, in whatever function. */
  readonly met: { random?: true; /** True where a header that a 529 does not have is read so that Python raises without it. */ needsRetryAfter?: true; readonly results: Set<CallFact>; /** Regions that leave before the request, in the function of the subject. */ readonly avoided: Set<number>; /** The links of the promise chain that the request begins, with what each answers. */ readonly links: Map<CallFact, Abstract>; readonly statuses: StatusTest[]; readonly sleeps: Slept[] };
  /** Numbers that are taken for others, to see what a change of them would do. */
  readonly instead?: ReadonlyMap<Expr, number>;
  /** How often the request was sent. */
  sent: number;
  /** The value of the last `return`. */
  returned: Abstract | undefined;
  raised: Abstract;
  /** Set where evaluating an expression raises, for certain or perhaps, until the statement around it ends. */
  failed?: true | 'unknown';
  steps: number;
  readonly work: Work;
  depth: number;
}

/** A sleep that a run came to. */
export interface Slept {
  readonly ref: CallRef;
  readonly seconds: number | 'unknown';
  /** True where it lasts as long as the server says, and the run names no time. */
  readonly isTold: boolean;
}

/** Where the code asked whether the status of the answer is a certain one, or is in a list. */
export interface StatusTest {
  /** The comparison, or the list. */
  readonly place: Place;
  readonly of: 'comparison' | 'list';
  /** True if it is that one, or in the list. */
  readonly found: boolean;
}

export function newRun(options: Pick<Run, 'scenario' | 'subject' | 'answer' | 'errors' | 'self' | 'stopAt' | 'mayMiss' | 'instead'> & { readonly work?: Work | undefined }): Run {
  const { work = newWork(), ...given } = options;
  return { ...given, work, context: options.subject?.context, names: new Map(), assumed: new Map(), slept: 0, sleeps: 0, readsRetryAfter: false, met: { results: new Set(), avoided: new Set(), links: new Map(), statuses: [], sleeps: [] }, sent: 0, returned: undefined, raised: { is: 'error' }, steps: 0, depth: 0 };
}

const maxSteps = 4000;
/** Of the calls in real programs hardly one needs a tenth of it; so many steps take a fraction of a second. */
const maxStepsInAll = 150_000;
const maxDepth = 6;

/** Counts a step; true if there were too many. */
function isSpent(run: Run): boolean {
  return ++run.steps > maxSteps || --run.work.left < 0;
}

/** Runs a region from its start. */
export function runRegion(chunk: Chunk, region: number, run: Run): Flow {
  for (const event of eventsIn(chunk.facts, region)) {
    if (isSpent(run)) return 'unknown';
    const flow = runEvent(chunk, region, event, run);
    const { failed } = run;
    if (failed) {
      run.failed = undefined;
      if (failed === 'unknown') return 'unknown';
      run.raised = { is: 'error', made: { message: '', name: chunk.file.language === 'python' ? 'KeyError' : 'TypeError' } };
      return 'raise';
    }
    if (flow !== 'next') return flow;
  }
  return 'next';
}

/** What a retry ends in stands right after it; a longer way is not followed. */
const maxAfter = 12;

/** Runs what comes after a region until its function ends. Where something around would take it up again, that is not followed. */
export function runAfter(chunk: Chunk, region: number, run: Run): Flow {
  const parent = regionOf(chunk, region)?.parent ?? 0;
  const events = eventsIn(chunk.facts, parent);
  const at = events.findIndex((event) => event.kind === 'region' && event.region === region);
  if (at < 0 || events.length - at > maxAfter) return 'unknown';
  for (const event of events.slice(at + 1)) {
    const flow = runEvent(chunk, parent, event, run);
    if (run.failed) return 'unknown';
    if (flow === 'raise' && regionOf(chunk, parent)?.kind === 'try') return 'unknown';
    if (flow !== 'next') return flow;
  }
  const around = regionOf(chunk, parent)?.kind;
  if (around === 'function' || parent === 0) return 'next';
  return around === 'loop' || around === 'handler' || around === 'finally' ? 'unknown' : runAfter(chunk, parent, run);
}

function runEvent(chunk: Chunk, region: number, event: Event, run: Run): Flow {
  switch (event.kind) {
    case 'call':
      return runCall({ chunk, call: event.call }, run);
    case 'binding': {
      const { name, value, path, fallback } = event.binding;
      const known = value && path.length === 0 ? evaluate({ chunk, region, expr: value }, run) : readPath(value, path, { chunk, region }, run);
      // What a pattern takes out of an object is looked up where it is used, with its fallback.
      if (known.is === 'unknown' && fallback) run.names.delete(name);
      else run.names.set(name, known);
      return 'next';
    }
    case 'exit':
      return runExit(chunk, region, event.exit, run);
    case 'region':
      return runInner(chunk, event.region, run);
  }
}

function readPath(value: Expr | undefined, path: readonly string[], at: { chunk: Chunk; region: number }, run: Run): Abstract {
  if (!value) return unknownAbstract;
  return path.reduce((object, name) => memberOf(object, name, run), evaluate({ ...at, expr: value }, run));
}

function runExit(chunk: Chunk, region: number, exit: { kind: string; value?: Expr }, run: Run): Flow {
  switch (exit.kind) {
    case 'break':
    case 'continue':
      return exit.kind;
    case 'return':
      run.returned = exit.value ? completed({ chunk, region, expr: exit.value }, run) : literal(null);
      return 'return';
    case 'throw':
      if (exit.value) run.raised = raisedBy({ chunk, region, expr: exit.value }, run);
      return 'raise';
    default:
      return 'next';
  }
}

/** What a statement raises: Python makes an error of a class that stands there alone, `raise Busy` being `raise Busy()`. */
function raisedBy(place: Place, run: Run): Abstract {
  const { chunk, expr } = place;
  const value = completed(place, run);
  if (value.is === 'error' || chunk.file.language !== 'python' || (expr.kind !== 'name' && expr.kind !== 'member')) return value;
  const [type] = resolve(place);
  return type?.kind === 'class' || ((type?.kind === 'global' || type?.kind === 'symbol') && errorName.test(expr.name)) ? errorMade(type, [], literal(''), run) : value;
}

/** A value with what was put on it after it was made: `const error = new Error(text); error.status = response.status`. */
function completed(place: Place, run: Run): Abstract {
  const { chunk, region, expr } = place;
  const value = evaluate(place, run);
  if (value.is !== 'error' || !value.made || expr.kind !== 'name') return value;
  const late = (chunk.index.entries.get(expr.name) ?? []).filter((entry) => functionAround(chunk, entry.region)?.fn === functionAround(chunk, region)?.fn);
  return withFields(value, late.flatMap(({ key, value: set, region: at }) => (key === undefined ? [] : [[key, isWithin(chunk, region, at) ? evaluate({ chunk, region: at, expr: set }, run) : unknownAbstract] as const])));
}

function withFields(error: Abstract, fields: Iterable<readonly [string, Abstract]>): Abstract {
  return error.is === 'error' && error.made ? { ...error, made: { ...error.made, fields: new Map([...(error.made.fields ?? []), ...fields]) } } : error;
}

function runInner(chunk: Chunk, id: number, run: Run): Flow {
  const region = regionOf(chunk, id);
  switch (region?.kind) {
    case 'then':
    case 'else': {
      if (leadsToSubject(chunk, id, run)) return runRegion(chunk, id, run);
      const other = region.kind === 'then' ? elseOf(chunk, region) : thenOf(chunk, region);
      if (other !== undefined && leadsToSubject(chunk, other, run)) return 'next';
      const passes = truth(evaluate({ chunk, region: region.parent, expr: region.test }, run));
      if (passes !== undefined) return passes === (region.kind === 'then') ? runOnTheWay(chunk, id, run) : 'next';
      return region.kind === 'then' ? runUnknownBranches(chunk, id, run) : 'next';
    }
    case 'try':
      return runTry(chunk, id, run);
    case 'with': {
      const before = run.sleeps;
      const flow = runRegion(chunk, id, run);
      if (isTold(run) && run.sleeps > before && region.items.some((expr) => isDeadline(chunk, expr))) run.slept = undefined;
      return flow;
    }
    case 'loop': {
      const flow = runRegion(chunk, id, run);
      return flow === 'break' || flow === 'continue' ? 'next' : flow;
    }
    default:
      return 'next';
  }
}

/** Of two branches the one with the request in it runs: this is the run in which it is sent. */
function leadsToSubject(chunk: Chunk, id: number, { subject, mayMiss }: Run): boolean {
  return !mayMiss && subject?.chunk === chunk && isWithin(chunk, subject.call.region, id);
}

/** A side that leaves before the request is not the way to it: in this run it is sent. */
function runOnTheWay(chunk: Chunk, id: number, run: Run): Flow {
  const { subject, mayMiss, sent, met: { avoided } } = run;
  if (mayMiss || subject?.chunk !== chunk || !isWithin(chunk, subject.call.region, functionAround(chunk, id)?.fn.region ?? 0)) return runRegion(chunk, id, run);
  if (avoided.has(id)) return 'next';
  if (sent > 0) return runRegion(chunk, id, run);
  const before = new Map(run.names);
  const flow = runRegion(chunk, id, run);
  if (flow === 'next' || run.sent > 0) return flow;
  run.names.clear();
  for (const [name, value] of before) run.names.set(name, value);
  avoided.add(id);
  return 'next';
}

/** A test that cannot be told: both sides are tried, and what they agree on holds. */
function runUnknownBranches(chunk: Chunk, then: number, run: Run): Flow {
  const region = regionOf(chunk, then);
  if (region?.kind !== 'then') return 'unknown';
  const other = elseOf(chunk, region);
  const branch: Run = { ...run, names: new Map(run.names) };
  // Both sides change the names.
  const names = mayBeTold(run) ? new Map(run.names) : undefined;
  const started = run.sent;
  const thenFlow = runRegion(chunk, then, branch);
  const elseFlow = other === undefined ? 'next' : runRegion(chunk, other, run);
  // Before the request, the way that leads to it is the one to follow.
  if (run.subject && started === 0 && branch.sent + run.sent > 0 && branch.sent * run.sent === 0) return branch.sent > 0 ? adopt(run, branch, thenFlow) : elseFlow;
  if (run.subject && run.sent + branch.sent === 0 && (thenFlow === 'next' || elseFlow === 'next')) return thenFlow === 'next' ? adopt(run, branch, thenFlow) : elseFlow;
  if (branch.readsRetryAfter) run.readsRetryAfter = true;
  if (thenFlow === elseFlow) {
    if (isTold(run)) Object.assign(run, { sleeps: Math.max(branch.sleeps, run.sleeps), slept: branch.slept === undefined || run.slept === undefined ? undefined : Math.min(branch.slept, run.slept) });
    else if (branch.sleeps > run.sleeps) Object.assign(run, { sleeps: branch.sleeps, slept: branch.slept });
    run.sent = Math.max(run.sent, branch.sent);
    for (const [name, value] of branch.names) {
      const own = run.names.get(name) ?? unknownAbstract;
      run.names.set(name, isSame(own, value) || (own.is === 'unknown' && !isTold(run)) ? value : either(own, value, run));
    }
    return thenFlow;
  }
  // A good answer is not the one that the code refuses.
  if (run.scenario.id === 'ok' && run.sent + branch.sent > 0 && (thenFlow === 'raise') !== (elseFlow === 'raise')) return elseFlow === 'raise' ? adopt(run, branch, thenFlow) : elseFlow;
  // A request that somebody cancels is no concern of a retry policy.
  if (isCancellation(region.test)) return elseFlow;
  const isTimeThere = names && holdsWhenTold({ chunk, region: region.parent, expr: region.test }, { ...run, names });
  // Another time could lead the other way: that it gives up cannot be told of one.
  const flow = isTimeThere ? thenFlow : elseFlow;
  if (isTimeThere === undefined || flow === 'raise' || flow === 'break' || (flow === 'return' && run.depth === 0)) return 'unknown';
  return isTimeThere ? adopt(run, branch, flow) : flow;
}

/** The time that a service names with most 429s: a bucket that is drained refills within a minute. */
const usualSeconds = 30;

/**
 * Whether a test holds where `retry-after` is there and names a usual time, which the Claude API sends with a 429 unless it is
 * about a spend limit: https://platform.claude.com/docs/en/api/rate-limits. Undefined for what has nothing to do with it.
 */
function holdsWhenTold(place: Place, run: Run): boolean | undefined {
  const names = new Map([...run.names].map(([name, value]) => [name, value.is === 'retry-after' ? literal(usualSeconds) : value] as const));
  // Without a subject no bound is taken for a number.
  return truth(evaluate(place, { ...run, subject: undefined, scenario: { ...run.scenario, toldSeconds: usualSeconds }, names, met: { results: new Set(), avoided: new Set(), links: new Map(), statuses: [], sleeps: [] } }));
}

/** True where the service answers as the Claude API does, and may say how long to wait. */
function mayBeTold(run: Run): boolean {
  return run.scenario.id === 'rate-limited' && !isTold(run) && run.errors !== 'aws' && run.errors !== 'botocore';
}

/** True where the question is whether a wait is as long as `retry-after` says. */
function isTold({ scenario }: Run): boolean {
  return scenario.toldSeconds !== undefined;
}

function adopt(run: Run, branch: Run, flow: Flow): Flow {
  const { slept, sleeps, readsRetryAfter, sent, returned, raised, steps, passed } = branch;
  for (const [name, value] of branch.names) run.names.set(name, value);
  Object.assign(run, { slept, sleeps, readsRetryAfter, sent, returned, raised, steps, passed });
  return flow;
}

function isCancellation(test: Expr): boolean {
  const names = (expr: Expr): string[] => {
    switch (expr.kind) {
      case 'name':
        return [expr.name];
      case 'member':
        return [...names(expr.object), expr.name];
      case 'binary':
        return [...names(expr.left), ...names(expr.right)];
      case 'not':
        return names(expr.of);
      default:
        return [];
    }
  };
  return names(test).some((name) => /abort|cancel|signal|shutdown|stopp|closed|dispos/i.test(name));
}

function runTry(chunk: Chunk, id: number, run: Run): Flow {
  const parent = regionOf(chunk, id)?.parent;
  const siblings = regionsOfTry(chunk, id).flatMap((index) => {
    const region = regionOf(chunk, index);
    return region && region.parent === parent ? [{ region, index }] : [];
  });
  let flow = runRegion(chunk, id, run);
  if (flow === 'raise') flow = handle(chunk, siblings, run);
  else if (flow === 'next') for (const { region, index } of siblings) if (region.kind === 'no-error') flow = runRegion(chunk, index, run);
  for (const { region, index } of siblings) {
    if (region.kind !== 'finally') continue;
    const last = runRegion(chunk, index, run);
    if (last !== 'next') flow = last;
  }
  return flow;
}

function handle(chunk: Chunk, siblings: readonly { region: ReturnType<typeof regionOf> & object; index: number }[], run: Run): Flow {
  for (const { region, index } of siblings) {
    if (region.kind !== 'handler') continue;
    const caught = catches(chunk, region.parent, region.types, run);
    if (caught === undefined) return 'unknown';
    if (!caught) continue;
    if (region.name !== undefined) run.names.set(region.name, run.raised);
    return runRegion(chunk, index, run);
  }
  return 'raise';
}

function catches(chunk: Chunk, region: number, types: readonly Expr[], run: Run): boolean | undefined {
  if (types.length === 0) return true;
  return someOf(types.map((type) => isA({ chunk, region, expr: type }, run.raised, run)));
}

/** Whether an error is an instance of a class as written. */
function isA(type: Place, error: Abstract, run: Run): boolean | undefined {
  const given = type.expr.kind === 'name' ? run.names.get(type.expr.name) : undefined;
  return someOf(classesIn(given?.is === 'class' ? [given.of] : resolve(entered(type, run))).map((value) => isOneOf(value, error, run)));
}

/** The classes of a tuple or list, also of one that is made of another: `tuple(RETRYABLE)`. */
function classesIn(values: readonly Value[], depth = 0): readonly Value[] {
  return values.flatMap((value) => {
    if (value.kind === 'list') return classesIn(value.of.items.flatMap((item) => resolve(within(value, item))), depth + 1);
    const copied = value.kind === 'result' && value.callee.kind === 'global' && ['tuple', 'list', 'set'].includes(value.callee.path.join('.')) ? value.of.call.args[0] : undefined;
    return value.kind === 'result' && copied && depth < 4 ? classesIn(resolve(placeIn(value.of, copied.value)), depth + 1) : [value];
  });
}

/** Python's builtin classes of what JavaScript's `typeof` says of a value here. */
const typesOfLiterals: Readonly<Record<string, readonly string[]>> = { int: ['number', 'boolean'], float: ['number'], str: ['string'], bool: ['boolean'] };

function isOneOf(type: Value, error: Abstract, run: Run): boolean | undefined {
  if (error.is === 'literal' && type.kind === 'global') return typesOfLiterals[type.path.join('.')]?.includes(typeof error.value) ?? false;
  if (error.is !== 'error') return error.is === 'unknown' ? undefined : false;
  if (!error.made) return isInstanceOf(type, run.errors, run.scenario);
  const { cls, name } = error.made;
  if (type.kind === 'global' || type.kind === 'symbol') {
    const wanted = type.path.at(-1);
    if (wanted === name || wanted === 'Exception' || wanted === 'BaseException' || wanted === 'Error') return true;
    return cls ? extendsForeign(cls, type) : false;
  }
  if (type.kind !== 'class') return undefined;
  return cls ? derives(cls, type) : false;
}

/** Whether a class of the program is another one or extends it, over a few classes. */
function derives(cls: ClassRef, from: ClassRef, depth = 0): boolean | undefined {
  if (cls.chunk === from.chunk && cls.cls === from.cls) return true;
  if (depth > 4) return undefined;
  return someOf(
    basesOf(cls).flatMap((place) =>
      resolve(place).map((base) => {
        if (base.kind === 'class') return derives(base, from, depth + 1);
        return base.kind === 'global' || base.kind === 'symbol' ? false : undefined;
      }),
    ),
  );
}

// ---------------------------------------------------------------------------------------------- calls

function runCall(ref: CallRef, run: Run): Flow {
  const { chunk, call } = ref;
  if (call === run.stopAt) return 'stop';
  if (call === run.subject?.call) {
    run.sent++;
    if (run.answer.raises === undefined) return 'unknown';
    run.raised = run.answer.raised;
    return settle(ref, run);
  }
  if (run.met.links.has(call)) return 'next';
  const name = calleeName(call);
  if (name !== undefined && raisers.has(name) && (run.scenario.status ?? 0) >= 400 && (!run.subject || run.sent > 0)) return 'raise';
  if (endsProgram(ref)) return 'raise';
  if (isRejection(call)) {
    run.raised = call.args[0] ? evaluate({ chunk, region: call.region, expr: call.args[0].value }, run) : unknownAbstract;
    return 'raise';
  }
  if (name === 'then' && run.sent > 0 && call.callee.kind === 'member' && call.args[0]) return runCallback({ chunk, region: call.region, expr: call.args[0].value }, evaluate({ chunk, region: call.region, expr: call.callee.object }, run), run)?.flow ?? 'next';
  if (run.self && callsItself(ref, run.self)) return again(ref, run);
  noteRetryAfter(ref, run);
  const seconds = sleepSeconds(ref, (expr) => evaluate({ chunk, region: call.region, expr }, run));
  if (typeof seconds !== 'number') {
    const before = run.sleeps;
    const flow = runHelper(ref, run);
    if (seconds === 'none' || flow !== 'next' || run.sleeps > before) return flow;
  }
  run.sleeps++;
  if (run.met.sleeps.length < maxSleeps) run.met.sleeps.push({ ref, seconds, isTold: seconds === 'unknown' && isTimeTold(ref, run) });
  const isCertain = typeof seconds === 'number' && !(isTold(run) && mayEndEarly(ref));
  run.slept = run.slept === undefined || !isCertain ? undefined : run.slept + seconds;
  return 'next';
}

/** `Promise.reject(error)`. */
function isRejection({ callee }: CallFact): boolean {
  return callee.kind === 'member' && callee.name === 'reject' && callee.object.kind === 'name' && callee.object.name === 'Promise';
}

/** How the promise chain ends that the request begins: `fetch(url).then(read).catch(tryAgain)`. */
function settle({ chunk, call }: CallRef, run: Run): Flow {
  let { raises = false, value } = run.answer;
  for (const link of linksAfter(chunk, call)) {
    const [first, second] = link.args;
    const name = calleeName(link);
    const handler = name === 'then' ? (raises ? second : first) : name === 'catch' && raises ? first : undefined;
    if (handler) {
      const ended = runCallback({ chunk, region: link.region, expr: handler.value }, raises ? run.raised : value, run);
      // What reads an answer mostly raises nothing; what gets an error may raise it again.
      if (!ended && raises && !isLogger(handler.value)) return 'unknown';
      if (ended && ended.flow !== 'next' && ended.flow !== 'raise') return ended.flow;
      raises = ended?.flow === 'raise';
      value = ended?.value ?? unknownAbstract;
    }
    run.met.links.set(link, value);
  }
  return raises ? 'raise' : 'next';
}

/** `console.error`. */
function isLogger(expr: Expr): boolean {
  return expr.kind === 'member' && expr.object.kind === 'name' && expr.object.name === 'console';
}

/** What a function does that is handed to a promise, which may call the function that runs; undefined where it is not one of the program. */
function runCallback(callback: Place, value: Abstract, run: Run): { readonly flow: Flow; readonly value: Abstract } | undefined {
  const of = functionAt(callback, run);
  if (!of || of.fn.generator || run.depth >= maxDepth) return undefined;
  const inner: Run = { ...entering(of, [{ value }], run), self: run.self };
  const flow = of.fn.result ? runResult({ chunk: of.chunk, region: of.fn.region, expr: of.fn.result }, inner) : runRegion(of.chunk, of.fn.region, inner);
  run.steps = inner.steps;
  run.sleeps += inner.sleeps;
  run.slept = run.slept === undefined || inner.slept === undefined ? undefined : run.slept + inner.slept;
  if (inner.readsRetryAfter) run.readsRetryAfter = true;
  if (flow === 'raise') run.raised = inner.raised;
  if (flow === 'again' && inner.passed) run.passed = inner.passed;
  return { flow: flow === 'return' ? 'next' : flow, value: inner.returned ?? literal(null) };
}

/** Runs the one expression of an arrow function. */
function runResult(place: Place, run: Run): Flow {
  const { chunk, region, expr } = place;
  if (expr.kind === 'choice') {
    const test = truth(evaluate({ chunk, region, expr: expr.test }, run));
    return test === undefined ? 'unknown' : runResult({ chunk, region, expr: test ? expr.then : expr.else }, run);
  }
  const call = expr.kind === 'call' ? chunk.facts.calls[expr.call] : undefined;
  const flow = call ? runLinks({ chunk, call }, run) : 'next';
  if (flow === 'next') run.returned = evaluate(place, run);
  return flow;
}

/** A call with what it is read off: of `sleep(1000).then(send)` the sleep comes first. */
function runLinks(ref: CallRef, run: Run): Flow {
  const { chunk, call: { callee } } = ref;
  const inner = callee.kind === 'member' && callee.object.kind === 'call' ? chunk.facts.calls[callee.object.call] : undefined;
  const flow = inner ? runLinks({ chunk, call: inner }, run) : 'next';
  return flow === 'next' ? runCall(ref, run) : flow;
}

/** More sleeps of one run are not kept. */
const maxSleeps = 100;

function isTimeTold(ref: CallRef, run: Run): boolean {
  const sleep = sleepOf(ref);
  return typeof sleep !== 'string' && evaluate({ chunk: ref.chunk, region: ref.call.region, expr: sleep.amount.value }, run).is === 'retry-after';
}

/** `process.exit(1)` and `sys.exit(1)`: whatever is around gets no second chance. */
function endsProgram({ call: { callee } }: CallRef): boolean {
  return callee.kind === 'member' && (callee.name === 'exit' || callee.name === '_exit') && callee.object.kind === 'name' && ['process', 'sys', 'os'].includes(callee.object.name);
}

function callsItself(ref: CallRef, self: FunctionFact): boolean {
  const name = calleeName(ref.call);
  return name !== undefined && name === self.name && resolveCallee(ref).some((value) => value.kind === 'function' && value.of.fn === self);
}

function again(ref: CallRef, run: Run): Flow {
  const { chunk, call } = ref;
  const params = run.self?.params ?? [];
  const positional = call.args.filter(({ name }) => name === undefined);
  run.passed = new Map(
    params.flatMap((param, index) =>
      param.names.flatMap(({ name, path }): [string, Abstract][] => {
        if (path.length > 0) return [[name, unknownAbstract]];
        const arg = call.args.find((one) => one.name === name) ?? positional[index];
        return arg ? [[name, arg.spread ? unknownAbstract : evaluate({ chunk, region: call.region, expr: arg.value }, run)]] : [];
      }),
    ),
  );
  return 'again';
}

/**
 * A function of the program that is called after the request: it may wait, or raise again. One that cannot be followed
 * after a failure and could raise leaves the way on unknown.
 */
function runHelper(ref: CallRef, run: Run): Flow {
  const { scenario } = run;
  if ((run.subject && run.sent === 0) || run.depth >= maxDepth) return 'next';
  const values = resolveCallee(entered(ref, run));
  const [value] = values;
  if (values.length !== 1 || value?.kind !== 'function' || value.of.fn.generator || value.of.fn === run.self || !mayMatter(value.of)) return 'next';
  const { flow, inner } = enter(value.of, argumentsOf(ref, run), run);
  run.steps = inner.steps;
  if (inner.readsRetryAfter) run.readsRetryAfter = true;
  run.sleeps += inner.sleeps;
  run.slept = run.slept === undefined || inner.slept === undefined ? undefined : run.slept + inner.slept;
  // What a function makes of a good answer is its own business.
  if (scenario.id === 'ok') return 'next';
  if (flow === 'raise') run.raised = inner.raised;
  return flow === 'raise' || (flow === 'unknown' && throwsItself(value.of)) ? flow : 'next';
}

const mattering = new WeakMap<FunctionFact, boolean>();

/** False for a function that neither raises nor waits, such as a logger. */
function mayMatter(of: FunctionRef): boolean {
  const known = mattering.get(of.fn);
  if (known !== undefined) return known;
  mattering.set(of.fn, false);
  const matters = throwsItself(of) || callsWithin(of.chunk, of.fn.region).some((call) => /sleep|delay|wait|pause|backoff|setTimeout|Promise|retry/i.test(calleeName(call) ?? '') || raisers.has(calleeName(call) ?? ''));
  mattering.set(of.fn, matters);
  return matters;
}

function throwsItself(of: FunctionRef): boolean {
  return exitsOf(of).some(({ kind }) => kind === 'throw');
}

function argumentsOf({ chunk, call }: CallRef, run: Run, valueOf = evaluate): readonly Passed[] {
  return call.args.map(({ value, name }) => ({ value: valueOf({ chunk, region: call.region, expr: value }, run), ...(name !== undefined && { name }) }));
}

/** Methods that raise when the response has an error status. */
const raisers = new Set(['raise_for_status', 'raiseForStatus', 'error_for_status']);

function noteRetryAfter({ call }: CallRef, run: Run): void {
  if (call.args.some(({ value }) => value.kind === 'string' && isRetryAfterName(value.value))) run.readsRetryAfter = true;
}

function isRetryAfterName(name: string): boolean {
  return /^(?:retry[-_]?after(?:[-_]?ms)?|x-ratelimit-reset|anthropic-ratelimit-\w+(?:-\w+)?-reset)$/i.test(name);
}

/** The header that a value names. */
function retryAfterNamed(name: Abstract): string | undefined {
  return name.is === 'literal' && typeof name.value === 'string' && isRetryAfterName(name.value) ? name.value : undefined;
}

/** What stands under such a name: seconds or milliseconds in a header or field, or a date, which no run knows. */
function named(name: string, { scenario: { toldSeconds } }: Run, as: (told: number) => string | number = String): Abstract {
  if (toldSeconds === undefined || /reset$/i.test(name)) return { is: 'retry-after' };
  return literal(as(/ms$/i.test(name) ? toldSeconds * 1000 : toldSeconds));
}

// ----------------------------------------------------------------------------------------- expressions

/** What an expression is in this run. */
export function evaluate(place: Place, run: Run): Abstract {
  if (isSpent(run)) return unknownAbstract;
  const { chunk, region, expr } = place;
  const of = (inner: Expr) => evaluate({ chunk, region, expr: inner }, run);
  switch (expr.kind) {
    case 'number':
      return literal(run.instead?.get(expr) ?? expr.value);
    case 'string':
    case 'boolean':
      return literal(expr.value);
    case 'null':
      return literal(null);
    case 'name':
      return evaluateName(place, expr.name, run);
    case 'member':
      // With a hyphen it stands in brackets.
      if (chunk.file.language === 'python' && expr.name.includes('-') && isRetryAfterName(expr.name)) run.met.needsRetryAfter = true;
      return evaluateMember(place, expr.object, expr.name, run);
    case 'index': {
      const index = of(expr.index);
      const object = of(expr.object);
      noteAbsent(object, run);
      return index.is === 'literal' && typeof index.value === 'string' ? memberOf(object, index.value, run) : itemOf(object, numberIn(index));
    }
    case 'call':
      return evaluateCall(place, run);
    case 'list':
      return { is: 'list', items: expr.items.map(of) };
    case 'comprehension':
      return comprehended(place, expr, run);
    case 'template':
      return template(expr.parts, of);
    case 'not': {
      const value = truth(of(expr.of));
      return value === undefined ? unknownAbstract : literal(!value);
    }
    case 'typeof':
      return typeOf(of(expr.of));
    case 'choice': {
      const test = truth(of(expr.test));
      return test === undefined ? either(of(expr.then), of(expr.else), run) : of(test ? expr.then : expr.else);
    }
    case 'binary':
      return evaluateBinary(place, expr, run);
    case 'object':
    case 'function':
    case 'class':
    case 'this':
      return { is: 'thing' };
    case 'unknown':
      return unknownAbstract;
  }
}

/** What `[value for name in over if test]` holds, where it goes through what is known. */
function comprehended({ chunk, region }: Place, { name, over, test, value }: Extract<Expr, { kind: 'comprehension' }>, run: Run): Abstract {
  const list = evaluate({ chunk, region, expr: over }, run);
  if (list.is !== 'list') return unknownAbstract;
  const items: Abstract[] = [];
  for (const item of list.items) {
    const inner: Run = { ...run, names: new Map([...run.names, [name, item]]) };
    const taken = test ? truth(evaluate({ chunk, region, expr: test }, inner)) : true;
    if (taken) items.push(evaluate({ chunk, region, expr: value }, inner));
    run.steps = inner.steps;
    if (taken === undefined) return unknownAbstract;
  }
  return { is: 'list', items };
}

function typeOf(value: Abstract): Abstract {
  switch (value.is) {
    case 'literal':
      // What is not there is undefined.
      return literal(value.value === null ? 'undefined' : typeof value.value);
    case 'unknown':
    case 'retry-after':
    case 'thing':
    case 'class':
      return unknownAbstract;
    default:
      return literal('object');
  }
}

/** A place in the function that runs, as its caller has entered it. */
function entered<T extends Place | CallRef>(place: T, { context }: Run): T {
  return context && !place.context ? { ...place, context } : place;
}

/** Of two possible values: their common one, the larger number (for the longest wait; the smaller one where only that is certain), else unknown. */
function either(a: Abstract, b: Abstract, run: Run): Abstract {
  const [left, right] = [numberIn(a), numberIn(b)];
  if (isTold(run)) return left !== undefined && right !== undefined ? literal(Math.min(left, right)) : isSame(a, b) ? a : unknownAbstract;
  if (left !== undefined && right !== undefined) return literal(Math.max(left, right));
  if (left !== undefined && (b.is === 'retry-after' || b.is === 'unknown')) return literal(left);
  if (right !== undefined && (a.is === 'retry-after' || a.is === 'unknown')) return literal(right);
  // Of a name or code it is still known what it is not, whatever stands for one that is missing.
  if (a.is === 'unknown' && a.reads && (isOfAnother(a, b) || (b.is === 'literal' && b.value === null) || (b.is === 'unknown' && b.reads === a.reads))) return a;
  return a.is === b.is && a.is !== 'literal' && a.is !== 'list' && a.is !== 'class' ? a : unknownAbstract;
}

function evaluateName(place: Place, name: string, run: Run): Abstract {
  const known = run.names.get(name);
  if (known && known.is !== 'unknown') return known;
  const assumed = run.assumed.get(name);
  if (known || assumed) return assumed ?? known ?? unknownAbstract;
  if (name === 'Infinity') return literal(Number.MAX_SAFE_INTEGER);
  return fromValues(resolve(entered(place, run)), run, name);
}

function fromValues(values: readonly Value[], run: Run, name: string): Abstract {
  if (isRetryAfterName(name)) run.readsRetryAfter = true;
  const known = values.filter((value) => value.kind === 'literal' && value.value !== null);
  const distinct = new Set(known.map((value) => (value.kind === 'literal' ? value.value : undefined)));
  if (distinct.size === 1) {
    const [value] = distinct;
    return value === undefined ? unknownAbstract : literal(value);
  }
  const [only, ...others] = values;
  // Two callers can hand on the same list.
  if (!only || others.some((other) => only.kind !== 'list' || other.kind !== 'list' || other.of !== only.of)) return unknownAbstract;
  if (only.kind === 'list') return { is: 'list', items: only.of.items.map((expr) => evaluate({ chunk: only.chunk, region: only.region, expr }, run)) };
  if (only.kind === 'result' && isSubject(only.of, run)) return only.path.reduce<Abstract>((object, part) => memberOf(object, part, run), run.answer.value);
  if (only.kind === 'result') {
    const { call } = only.of;
    // What a name gets may be made of the name itself: `ids = list(ids)`.
    if (run.met.results.has(call)) return unknownAbstract;
    run.met.results.add(call);
    const value = evaluateResult(only.of, run);
    run.met.results.delete(call);
    return only.path.reduce<Abstract>((object, part) => memberOf(object, part, run), value);
  }
  if (only.kind === 'class' || (only.kind === 'symbol' && errorName.test(only.path.at(-1) ?? ''))) return { is: 'class', of: only };
  if (only.kind === 'symbol') return statusConstant(only.path);
  return only.kind === 'literal' ? literal(only.value) : unknownAbstract;
}

/** `HTTPStatus.TOO_MANY_REQUESTS`, `requests.codes.too_many`, `status.HTTP_429_TOO_MANY_REQUESTS`. */
function statusConstant(path: readonly string[]): Abstract {
  const name = path.filter((part) => part !== 'value').at(-1) ?? '';
  const number = statusNumbers.get(name.toLowerCase()) ?? Number(/^HTTP_(\d{3})_/.exec(name)?.[1]);
  return Number.isNaN(number) ? unknownAbstract : literal(number);
}

/** CPython `http/__init__.py` and requests `status_codes.py`. */
const statusNumbers: ReadonlyMap<string, number> = new Map([
  ['bad_request', 400],
  ['unauthorized', 401],
  ['forbidden', 403],
  ['not_found', 404],
  ['request_timeout', 408],
  ['conflict', 409],
  ['too_many_requests', 429],
  ['too_many', 429],
  ['internal_server_error', 500],
  ['server_error', 500],
  ['bad_gateway', 502],
  ['service_unavailable', 503],
  ['gateway_timeout', 504],
]);

function isSubject(ref: CallRef, run: Run): boolean {
  return ref.call === run.subject?.call;
}

function evaluateMember(place: Place, object: Expr, name: string, run: Run): Abstract {
  const { chunk, region } = place;
  const named = instanceNamed(object, name, chunk);
  if (named) return classNameOf(evaluate({ chunk, region, expr: named }, run), run);
  if (isRetryAfterName(name)) run.readsRetryAfter = true;
  const value = evaluate({ chunk, region, expr: object }, run);
  if (value.is === 'thing' || value.is === 'unknown') {
    const known = fromValues(resolve(entered(place, run)), run, name);
    if (known.is !== 'unknown') return known;
    const path = run.assumed.size > 0 ? writtenPath(place.expr) : undefined;
    const assumed = path === undefined ? undefined : run.assumed.get(path);
    if (assumed) return assumed;
  }
  if (name === 'length' && value.is === 'list') return literal(value.items.length);
  noteAbsent(value, run);
  if (value.is === 'record' && value.body && !(name in value.entries)) {
    if (chunk.file.language !== 'python') return { is: 'literal', value: null, absent: true };
    run.failed = true;
  }
  return memberOf(value, name, run);
}

/** The error whose class is asked for its name: `error.constructor.name`, `type(error).__name__`, `error.__class__.__name__`. */
function instanceNamed(object: Expr, name: string, { facts: { calls } }: Chunk): Expr | undefined {
  if (object.kind === 'member') return (object.name === 'constructor' && name === 'name') || (object.name === '__class__' && name === '__name__') ? object.object : undefined;
  const call = name === '__name__' && object.kind === 'call' ? calls[object.call] : undefined;
  return call && calleeName(call) === 'type' && call.args.length === 1 ? call.args[0]?.value : undefined;
}

function classNameOf(value: Abstract, { errors, scenario }: Run): Abstract {
  if (value.is !== 'error') return unknownAbstract;
  const { made } = value;
  if (made) return literalOr(made.cls ? made.cls.chunk.facts.classes[made.cls.cls]?.name : made.name);
  const name = className(errors, scenario);
  return name === undefined && scenario.status !== undefined ? { is: 'unknown', reads: 'name' } : literalOr(name);
}

function literalOr(text: string | undefined): Abstract {
  return text === undefined ? unknownAbstract : literal(text);
}

/** `data.content[0]` of a body without content raises, unless it is written `data.content?.[0]`, which the facts do not tell apart. */
function noteAbsent(object: Abstract, run: Run): void {
  if (object.is === 'literal' && object.absent) run.failed ??= 'unknown';
}

/** `maxRetries` and `this.options.maxRetries` as they are written; undefined for anything else. */
function writtenPath(expr: Expr): string | undefined {
  if (expr.kind === 'name') return expr.name;
  if (expr.kind === 'this') return 'this';
  const object = expr.kind === 'member' ? writtenPath(expr.object) : undefined;
  return object === undefined || expr.kind !== 'member' ? undefined : `${object}.${expr.name}`;
}

/** What an error prints. */
function printed({ errors, scenario }: Run): string {
  const code = errors === 'botocore' ? errorCode(scenario) : undefined;
  if (code === undefined) return errorText(scenario);
  return `an error occurred (${code.toLowerCase()}) when calling the operation: ${scenario.status === 429 ? 'too many requests, please wait before trying again' : ''}`;
}

/** `error.response["Error"]["Code"]` of botocore, the service's exception by name: the service model of bedrock-runtime. */
function errorCode({ id }: Scenario): string | undefined {
  const codes: Partial<Record<Scenario['id'], string>> = {
    'rate-limited': 'ThrottlingException',
    overloaded: 'ServiceUnavailableException',
    'server-error': 'InternalServerException',
    'bad-request': 'ValidationException',
  };
  return codes[id];
}

function memberOfAws(object: Abstract, name: string, { scenario }: Run): Abstract | undefined {
  if (object.is === 'response' && name === 'Error') return { is: 'error' };
  if (object.is === 'response' && name === 'ResponseMetadata') return object;
  if (object.is === 'response' && name === 'HTTPStatusCode') return scenario.status === undefined ? unknownAbstract : literal(scenario.status);
  if (object.is === 'error' && !object.made && name === 'Code') return literal(errorCode(scenario) ?? null);
  return object.is === 'error' && !object.made && name === 'Message' ? literal(errorText(scenario)) : undefined;
}

const statusNames = new Set(['status', 'statusCode', 'status_code', 'http_status', 'httpStatus', 'code']);

function memberOf(object: Abstract, name: string, run: Run): Abstract {
  const { status } = run.scenario;
  if (isRetryAfterName(name)) {
    run.readsRetryAfter = true;
    return named(name, run, object.is === 'error' ? Number : String);
  }
  // `error.response?.status` where no response came.
  if (object.is === 'literal' && object.value === null) return object;
  if (object.is === 'record') return memberOfRecord(object, name);
  const ofAws = run.errors === 'botocore' ? memberOfAws(object, name, run) : undefined;
  if (ofAws) return ofAws;
  if (object.is === 'error' && object.made) return object.made.fields?.get(name) ?? memberOfMade(object.made, name);
  if (object.is === 'response' || object.is === 'error') {
    if (object.is === 'error' && statusNames.has(name) && name !== 'code' && !holdsStatus(run.errors, name)) return literal(null);
    if (statusNames.has(name)) return status === undefined || (name === 'code' && object.is === 'error' && !hasStatusCode(run)) ? unknownStatus(name, run) : literal(status);
    if (name === 'headers') return { is: 'headers' };
    if (name === 'ok' || name === 'is_success') return literal(status !== undefined && status < 400);
    if (name === 'is_error') return literal(status !== undefined && status >= 400);
    if (name === 'response') return object.is === 'error' && status === undefined ? literal(null) : { is: 'response' };
    // AWS words its errors in its own way.
    if (object.is === 'error' && (name === 'message' || name === 'body')) return run.errors === 'aws' ? unknownAbstract : literal(printed(run));
    if (object.is === 'error' && name === 'error') return { is: 'error' };
    if (object.is === 'error' && name === 'type') return literal(errorType(run.scenario) ?? null);
    const ofCode = object.is === 'error' && name === 'name' && run.errors === 'aws' ? errorCode(run.scenario) : undefined;
    if (ofCode !== undefined) return literal(ofCode);
    if (object.is === 'error' && name === 'name') return status === undefined ? unknownAbstract : { is: 'unknown', reads: 'name' };
    // What an SDK makes of a status has none: TypeScript 1.13.0 `src/core/error.ts`.
    if (object.is === 'error' && name === 'cause' && status !== undefined && run.errors === 'anthropic') return literal(null);
    // A broken connection is no error of the program's own, which alone has this.
    if (object.is === 'error' && name === 'retryable' && run.scenario.id === 'connection') return literal(null);
    if (object.is === 'response' && name === 'text') return literal(printed(run));
    if (object.is === 'error' && (name === 'errorCode' || name === 'error_code')) return literal(null);
  }
  return unknownAbstract;
}

/** What an error of the program has that nobody put on it: one of JavaScript's own classes is named by that, and has no code. */
function memberOfMade({ message, name: type, cls }: NonNullable<Extract<Abstract, { is: 'error' }>['made']>, name: string): Abstract {
  if (name === 'message' && message !== undefined) return literal(message);
  if (cls || (type !== 'Error' && type !== 'TypeError' && type !== 'RangeError')) return unknownAbstract;
  return name === 'name' ? literal(type) : name === 'code' ? literal(null) : unknownAbstract;
}

function memberOfRecord(object: Extract<Abstract, { is: 'record' }>, name: string): Abstract {
  const taken = keysBeside(name);
  return taken ? { ...object, entries: Object.fromEntries(Object.entries(object.entries).filter(([key]) => !taken.has(key))) } : (object.entries[name] ?? literal(null));
}

/** `urllib.error.HTTPError.code`, and in aiohttp 3 `ClientResponseError.code`, is the status. */
function hasStatusCode({ errors }: Run): boolean {
  return errors === 'urllib' || errors === 'aiohttp';
}

/** `err.code` is `ECONNRESET` and the like for a broken connection, the SDK's nothing otherwise. */
function unknownStatus(name: string, run: Run): Abstract {
  const { id, status = 0 } = run.scenario;
  if (name !== 'code') return literal(null);
  if (id === 'connection') return literal('ECONNRESET');
  const code = codeOf(run.errors, status);
  return code !== undefined ? literal(code) : status === 0 ? unknownAbstract : { is: 'unknown', reads: 'code' };
}

function itemOf(object: Abstract, index: number | undefined): Abstract {
  return object.is === 'list' && index !== undefined ? (object.items[index] ?? unknownAbstract) : unknownAbstract;
}

function template(parts: readonly (string | Expr)[], of: (expr: Expr) => Abstract): Abstract {
  const texts = parts.map((part) => (typeof part === 'string' ? part : textIn(of(part))));
  return texts.includes(undefined) ? literal(texts.map((text) => text ?? '').join('')) : literal(texts.join(''));
}

function textIn(value: Abstract): string | undefined {
  return value.is === 'literal' && value.value !== null ? String(value.value) : undefined;
}

function evaluateBinary(place: Place, expr: Extract<Expr, { kind: 'binary' }>, run: Run): Abstract {
  const { chunk, region } = place;
  const left = evaluate({ chunk, region, expr: expr.left }, run);
  if (expr.op === '&&' || expr.op === '||' || expr.op === '??') return logical(expr.op, left, () => evaluate({ chunk, region, expr: expr.right }, run), run);
  if (expr.op === 'instanceof') {
    const answer = isA({ chunk, region, expr: expr.right }, left, run);
    return answer === undefined ? unknownAbstract : literal(answer);
  }
  const right = evaluate({ chunk, region, expr: expr.right }, run);
  if (expr.op === 'in' || expr.op === 'not in') {
    const answer = chunk.file.language !== 'python' && right.is !== 'list' ? hasMember(right, left, run) : isIn(left, right, run);
    noteStatus({ place: { chunk, region, expr: expr.right }, of: 'list', found: answer }, left, run);
    return answer === undefined ? unknownAbstract : literal(answer === (expr.op === 'in'));
  }
  const isOther = (expr.op === '===' || expr.op === '!==') && (isOfAnother(left, right) || isOfAnother(right, left));
  const value = isOther ? literal(expr.op === '!==') : arithmetic(expr.op, left, right);
  if ((expr.op === '===' || expr.op === '!==') && expr.right.kind === 'number' && value.is === 'literal') noteStatus({ place, of: 'comparison', found: (value.value === true) === (expr.op === '===') }, left, run);
  if (value.is !== 'unknown' || !comparisons.has(expr.op) || !run.subject) return value;
  // A count of attempts that is compared with a bound from outside: the run goes on as if the bound allowed some.
  const [counted, bound] = numberIn(left) !== undefined ? [expr.left, expr.right] : [expr.right, expr.left];
  if (numberIn(left) === undefined && numberIn(right) === undefined) return value;
  if (!mentionsCounter(counted, run) || !assumeBound(bound, place, run)) return value;
  return arithmetic(expr.op, evaluate({ chunk, region, expr: expr.left }, run), evaluate({ chunk, region, expr: expr.right }, run));
}

/** What only an error without an answer is called, and the codes of a system. */
const withoutAnswer = {
  name: /^(?:Abort|Timeout|APIUserAbort|APIConnection|Network|Syntax|Type|Range|Reference|Zod)\w*Error$/,
  code: /^(?:E[A-Z_]+|UND_ERR_\w+)$/,
} as const;

/** `error.name === 'AbortError'` and `error.code === 'ETIMEDOUT'` are not so for what the service has answered. */
function isOfAnother(read: Abstract, text: Abstract): boolean {
  return read.is === 'unknown' && read.reads !== undefined && text.is === 'literal' && typeof text.value === 'string' && (text.value === '' || withoutAnswer[read.reads].test(text.value));
}

const comparisons = new Set(['<', '<=', '>', '>=', '===', '!==']);
/** What a bound that is not known is taken for: enough to go round again, and to come to an end. */
export const assumedTurns = 3;

function mentionsCounter(expr: Expr, run: Run): boolean {
  if (expr.kind === 'name') return run.names.get(expr.name)?.is === 'literal';
  if (expr.kind === 'binary') return mentionsCounter(expr.left, run) || mentionsCounter(expr.right, run);
  return false;
}

/** Takes the one name in an expression that is not known for a number; false if there is none. */
export function assumeBound(expr: Expr, place: Omit<Place, 'expr'>, run: Run): boolean {
  if (expr.kind === 'binary') return assumeBound(expr.left, place, run) || assumeBound(expr.right, place, run);
  const path = writtenPath(expr);
  if (path === undefined || path === 'this' || evaluate({ ...place, expr }, run).is !== 'unknown') return false;
  run.assumed.set(path, literal(assumedTurns));
  return true;
}

function logical(op: '&&' | '||' | '??', left: Abstract, rightOf: () => Abstract, run: Run): Abstract {
  if (op === '??') {
    if (left.is === 'literal') return left.value === null ? rightOf() : left;
    return left.is === 'unknown' || left.is === 'retry-after' ? either(left, rightOf(), run) : left;
  }
  const known = truth(left);
  if (known !== undefined) return known === (op === '||') ? left : rightOf();
  const right = rightOf();
  const other = truth(right);
  if (other !== undefined && other === (op === '||') && typeof (right.is === 'literal' ? right.value : undefined) === 'boolean') return right;
  return op === '||' ? either(left, right, run) : unknownAbstract;
}

/** `'status' in error` of JavaScript asks for a property. */
function hasMember(object: Abstract, name: Abstract, run: Run): boolean | undefined {
  if (name.is !== 'literal' || typeof name.value !== 'string' || object.is === 'unknown' || object.is === 'thing') return undefined;
  const value = memberOf(object, name.value, run);
  return value.is === 'unknown' ? undefined : value.is !== 'literal' || value.value !== null;
}

/** More than these no person writes for one answer. */
const maxStatusTests = 40;

function noteStatus(test: Omit<StatusTest, 'found'> & { readonly found: boolean | undefined }, asked: Abstract, { scenario, met: { statuses } }: Run): void {
  const { found } = test;
  if (found !== undefined && scenario.status !== undefined && numberIn(asked) === scenario.status && statuses.length < maxStatusTests) statuses.push({ ...test, found });
}

function listed(place: Place, item: Abstract, run: Run): boolean | undefined {
  const found = isIn(item, evaluate(place, run), run);
  noteStatus({ place, of: 'list', found }, item, run);
  return found;
}

function isIn(item: Abstract, container: Abstract, run: Run): boolean | undefined {
  if (container.is === 'list' && item.is === 'literal') {
    if (container.items.some((entry) => entry.is === 'literal' && entry.value === item.value)) return true;
    return container.items.every((entry) => entry.is === 'literal') ? false : undefined;
  }
  if (container.is === 'list' && container.items.length > 0 && container.items.every((entry) => isOfAnother(item, entry))) return false;
  if (container.is === 'record' && container.body && item.is === 'literal') return String(item.value) in container.entries;
  const text = container.is === 'error' && !container.made ? printed(run) : textIn(container);
  if (text !== undefined && item.is === 'literal' && typeof item.value === 'string') return text.toLowerCase().includes(item.value.toLowerCase());
  return undefined;
}

function arithmetic(op: string, left: Abstract, right: Abstract): Abstract {
  if (op === '===' || op === '!==') {
    if (left.is === 'literal' && right.is === 'literal') return literal((left.value === right.value || (numberIn(left) !== undefined && numberIn(left) === numberIn(right))) === (op === '==='));
    const certain = (value: Abstract) => value.is === 'error' || value.is === 'response' || value.is === 'thing' || value.is === 'headers';
    if ((certain(left) && right.is === 'literal') || (certain(right) && left.is === 'literal')) return literal(op === '!==');
    return unknownAbstract;
  }
  const [a, b] = [numberIn(left), numberIn(right)];
  if (a === undefined || b === undefined) {
    if (op === '+' && left.is === 'literal' && right.is === 'literal') return literal(`${String(left.value)}${String(right.value)}`);
    if (a === undefined && b === undefined) return unknownAbstract;
    if (left.is === 'retry-after' || right.is === 'retry-after') return { is: 'retry-after' };
    return left.is === 'literal' && left.value === null && (op === '>=' || op === '>' || op === '<' || op === '<=') ? literal(false) : unknownAbstract;
  }
  switch (op) {
    case '+':
      return typeof (left.is === 'literal' ? left.value : 0) === 'string' ? literal(`${a}${b}`) : literal(a + b);
    case '-':
      return literal(a - b);
    case '*':
      return literal(a * b);
    case '/':
    case '//':
      return literal(op === '/' ? a / b : Math.floor(a / b));
    case '%':
      return literal(a % b);
    case '**':
      return literal(a ** b);
    case '<<':
      return literal(a * 2 ** b);
    case '<':
      return literal(a < b);
    case '<=':
      return literal(a <= b);
    case '>':
      return literal(a > b);
    case '>=':
      return literal(a >= b);
    default:
      return unknownAbstract;
  }
}

// ------------------------------------------------------------------------------------- calls as values

function evaluateCall(place: Place, run: Run): Abstract {
  const { chunk, expr } = place;
  if (expr.kind !== 'call') return unknownAbstract;
  const call = chunk.facts.calls[expr.call];
  return call ? evaluateResult({ chunk, call }, run) : unknownAbstract;
}

function evaluateResult(ref: CallRef, run: Run): Abstract {
  const { chunk, call } = ref;
  if (isSubject(ref, run)) return run.answer.value;
  const link = run.met.links.get(call);
  if (link) return link;
  noteRetryAfter(ref, run);
  const args = call.args.map(({ value }) => () => evaluate({ chunk, region: call.region, expr: value }, run));
  const first = () => args[0]?.() ?? unknownAbstract;
  if (call.callee.kind === 'member') {
    const method = methodResult(ref, call.callee.object, call.callee.name, run);
    if (method) return method;
    if (call.callee.object.kind === 'member' || call.callee.object.kind === 'name') noteAbsent(evaluate({ chunk, region: call.region, expr: call.callee.object }, run), run);
  }
  const name = calleeName(call) ?? '';
  const numeric = numericCall(name, args, run);
  if (chanceful.has(name)) run.met.random = true;
  if (numeric) return numeric;
  if (call.callee.kind === 'name') {
    if (name === 'str' || name === 'String' || name === 'repr') return asText(first(), run);
    if (name === 'isinstance') return isinstance(ref, first(), run);
    if (name === 'getattr') {
      const [object, key] = [first(), args[1]?.()];
      const found = key?.is === 'literal' && typeof key.value === 'string' ? memberOf(object, key.value, run) : unknownAbstract;
      // Of errors and responses it is known what they have.
      const isAbsent = (found.is === 'unknown' && (object.is === 'error' || object.is === 'response')) || (found.is === 'literal' && found.value === null);
      return isAbsent ? (args[2]?.() ?? found) : found;
    }
    if (name === 'hasattr') return unknownAbstract;
    if (name === 'any' || name === 'all') {
      const of = first();
      const answer = of.is === 'list' ? (name === 'any' ? someOf : everyOf)(of.items.map(truth)) : undefined;
      return answer === undefined ? unknownAbstract : literal(answer);
    }
    if (name === 'len') {
      const of = first();
      return of.is === 'list' ? literal(of.items.length) : unknownAbstract;
    }
    if ((name === 'Set' || name === 'set' || name === 'frozenset' || name === 'tuple' || name === 'list') && args.length > 0) return first();
  }
  if (name === 'isAxiosError') return literal(run.errors === 'axios' && first().is === 'error');
  const added = call.args[1] && name === 'assign' ? entriesOf({ chunk, region: call.region, expr: call.args[1].value }, run) : undefined;
  if (added?.is === 'record') return withFields(first(), Object.entries(added.entries));
  if (errorName.test(name)) {
    const made = madeError(ref, first, run);
    if (made) return made;
  }
  for (const value of resolveCallee(entered(ref, run))) {
    if (value.kind === 'function') return called(value.of, argumentsOf(ref, run), run);
    if (value.kind === 'class') return madeError(ref, first, run) ?? { is: 'thing' };
  }
  return unknownAbstract;
}

function asText(value: Abstract, run: Run): Abstract {
  if (value.is === 'error') return literal(value.made ? (value.made.message ?? '') : printed(run));
  return value.is === 'literal' ? literal(String(value.value)) : unknownAbstract;
}

function isinstance({ chunk, call }: CallRef, object: Abstract, run: Run): Abstract {
  const type = call.args[1]?.value;
  if (!type) return unknownAbstract;
  const types = type.kind === 'list' ? type.items : [type];
  const answer = someOf(types.map((expr) => isA({ chunk, region: call.region, expr }, object, run)));
  return answer === undefined ? unknownAbstract : literal(answer);
}

/** `new Error(...)`, `RateLimitError(...)`: an error of the program's own. An SDK's class stays the SDK's error. */
function madeError(ref: CallRef, message: () => Abstract, run: Run): Abstract | undefined {
  const [value] = resolveCallee(entered(ref, run));
  if (value?.kind === 'class') return errorMade(value, argumentsOf(ref, run, withEntries), literal(''), run);
  return value?.kind === 'global' || value?.kind === 'symbol' ? errorMade(value, [], message(), run) : undefined;
}

const errorName = /^(?:[A-Z]\w*)?(?:Error|Exception)$/;

/** An error of a class of the program, made of `args`, or of one from elsewhere with a text. */
function errorMade(type: Extract<Value, { kind: 'class' | 'global' | 'symbol' }>, args: readonly Passed[], message: Abstract, run: Run): Abstract {
  if (type.kind !== 'class') return { is: 'error', made: { message: textIn(asText(message, run)) ?? '', name: type.path.at(-1) } };
  const { fields, text } = errorOf(type, args, evaluatorIn(run));
  return { is: 'error', made: { message: textIn(text) ?? '', cls: { chunk: type.chunk, cls: type.cls }, fields } };
}

/** What an expression is, with the entries of an object that is written there. */
function withEntries(place: Place, run: Run): Abstract {
  return entriesOf(place, run) ?? evaluate(place, run);
}

function entriesOf({ chunk, region, expr }: Place, run: Run): Abstract | undefined {
  if (expr.kind !== 'object' || expr.spreads.length > 0) return undefined;
  return { is: 'record', entries: Object.fromEntries(expr.entries.map(({ key, value }) => [key, evaluate({ chunk, region, expr: value }, run)])) };
}

function evaluatorIn(run: Run): Evaluator {
  const named = (names: ReadonlyMap<string, Abstract>): Run => ({ ...run, names: new Map([...run.names, ...names]), depth: run.depth + 1 });
  return {
    evaluate: (place, names) => evaluate(place, named(names)),
    argumentsOf: (ref, names) => argumentsOf(ref, named(names), withEntries),
    parametersOf: (of, args) => parametersOf(of, args, run),
  };
}

function methodResult(ref: CallRef, object: Expr, name: string, run: Run): Abstract | undefined {
  const { chunk, call } = ref;
  const self = () => evaluate({ chunk, region: call.region, expr: object }, run);
  const arg = () => (call.args[0] ? evaluate({ chunk, region: call.region, expr: call.args[0].value }, run) : unknownAbstract);
  const answer = (value: boolean | undefined): Abstract => (value === undefined ? unknownAbstract : literal(value));
  switch (name) {
    case 'includes':
    case 'has':
    case '__contains__':
    case 'contains':
      return answer(listed({ chunk, region: call.region, expr: object }, arg(), run));
    case 'find': {
      const found = methodResult(ref, object, 'some', run);
      return found?.is === 'literal' ? (found.value === true ? { is: 'thing' } : literal(null)) : undefined;
    }
    case 'some':
    case 'every': {
      const test = call.args[0]?.value;
      const list = self();
      return test && list.is === 'list' ? answer((name === 'some' ? someOf : everyOf)(list.items.map((item) => truth(ofCallback({ chunk, region: call.region, expr: test }, item, run))))) : undefined;
    }
    case 'startsWith':
    case 'startswith':
      return answer(startsWith(self(), arg()));
    case 'toLowerCase':
    case 'toUpperCase':
    case 'lower':
    case 'upper':
    case 'strip':
    case 'trim':
      return self();
    case 'isdigit':
    case 'isnumeric':
    case 'isdecimal':
      return numberIn(self()) === undefined ? undefined : literal(true);
    case 'toString':
      return asText(self(), run);
    case 'json':
      return self().is === 'response' && (run.scenario.status ?? 0) >= 400 ? errorBody(run.scenario) : undefined;
    // Of Google Apps Script, and of `urllib`.
    case 'getResponseCode':
    case 'getcode':
      return memberOf(self(), 'status', run);
    case 'getheader':
      return header(arg(), run);
    case 'get': {
      const object = self();
      const key = arg();
      const told = header(key, run);
      if (told) {
        run.readsRetryAfter = true;
        return call.args[1] && !isTold(run) ? either(told, evaluate({ chunk, region: call.region, expr: call.args[1].value }, run), run) : told;
      }
      if (object.is === 'record' && key.is === 'literal' && typeof key.value === 'string') return object.entries[key.value] ?? (call.args[1] ? evaluate({ chunk, region: call.region, expr: call.args[1].value }, run) : literal(null));
      return (object.is === 'error' || (object.is === 'response' && run.errors === 'botocore')) && key.is === 'literal' && typeof key.value === 'string' ? memberOf(object, key.value, run) : unknownAbstract;
    }
    default:
      return undefined;
  }
}

/** What a function answers that is handed to a method of a list, for one item of that. */
function ofCallback(callback: Place, item: Abstract, run: Run): Abstract {
  const of = functionAt(callback, run);
  return of ? called(of, [{ value: item }], run) : unknownAbstract;
}

/** The one function of the program that an expression is, written there or named; undefined for any other. */
function functionAt(place: Place, run: Run): FunctionRef | undefined {
  const { chunk, expr } = place;
  const own = expr.kind === 'function' ? chunk.facts.functions[expr.fn] : undefined;
  if (own) return { chunk, fn: own };
  const [value, ...others] = resolve(entered(place, run));
  return value?.kind === 'function' && others.length === 0 ? value.of : undefined;
}

function header(key: Abstract, run: Run): Abstract | undefined {
  const name = retryAfterNamed(key);
  return name === undefined ? undefined : named(name, run);
}

function startsWith(text: Abstract, prefix: Abstract): boolean | undefined {
  const [whole, start] = [textIn(text), textIn(prefix)];
  return whole === undefined || start === undefined ? undefined : whole.startsWith(start);
}

/** What draws a number: `Math.random()`, `random.uniform(0, 1)`, `crypto.randomInt(10)`. */
const chanceful = new Set(['random', 'uniform', 'randint', 'randrange', 'triangular', 'gauss', 'expovariate', 'betavariate', 'randomInt', 'getRandomValues', 'choice']);

/** Number functions, at their largest where they are random. */
function numericCall(name: string, args: readonly (() => Abstract)[], run: Run): Abstract | undefined {
  const numbers = () => args.map((arg) => numberIn(arg()));
  const one = (compute: (n: number) => number): Abstract => {
    const value = args[0]?.();
    if (value?.is === 'retry-after') return value;
    const n = value && numberIn(value);
    return n === undefined ? unknownAbstract : literal(compute(n));
  };
  const all = (compute: (...list: number[]) => number): Abstract => {
    const list = numbers();
    return list.length > 0 && list.every((n) => n !== undefined) ? literal(compute(...list)) : unknownAbstract;
  };
  switch (name) {
    case 'min': {
      const given = numbers();
      const known = given.filter((n) => n !== undefined);
      return known.length === 0 || (isTold(run) && known.length < given.length) ? unknownAbstract : literal(Math.min(...known));
    }
    case 'max': {
      const known = numbers().filter((n) => n !== undefined);
      return known.length > 0 ? literal(Math.max(...known)) : unknownAbstract;
    }
    case 'pow':
      return all((a, b = 1) => a ** b);
    case 'floor':
    case 'ceil':
    case 'round':
    case 'abs':
      return one(name === 'floor' ? Math.floor : name === 'ceil' ? Math.ceil : Math.abs);
    case 'int':
    case 'float':
    case 'Number':
    case 'parseInt':
    case 'parseFloat':
      return one((n) => n);
    case 'isNaN':
      return all(() => 0).is === 'literal' ? literal(false) : undefined;
    case 'isFinite':
      return all(() => 1).is === 'literal' ? literal(true) : undefined;
    case 'random':
      return args.length === 0 ? literal(1) : undefined;
    case 'uniform':
    case 'randint':
    case 'triangular':
      return args[1]?.() ?? unknownAbstract;
    default:
      return undefined;
  }
}

/** What a function of the program returns for these arguments in this run. */
export function callFunction(of: FunctionRef, args: readonly Abstract[], run: Run): Abstract {
  return called(of, args.map((value) => ({ value })), run);
}

function called(of: FunctionRef, args: readonly Passed[], run: Run): Abstract {
  if (run.depth >= maxDepth || of.fn.generator) return unknownAbstract;
  const known = isAlone(of, run) ? (run.work.answered.get(of.fn) ?? []) : undefined;
  const before = known?.find((one) => one.scenario === run.scenario && one.context === (of.context ?? run.context) && isSameCall(one.args, args));
  if (before) return before.value;
  const { met } = run;
  const [tests, waits] = [met.statuses.length, met.sleeps.length];
  const inner = entering(of, args, run);
  const value = of.fn.result ? evaluate({ chunk: of.chunk, region: of.fn.region, expr: of.fn.result }, inner) : returned(of, inner);
  run.steps = inner.steps;
  if (inner.failed) run.failed ??= inner.failed;
  if (inner.readsRetryAfter) run.readsRetryAfter = true;
  // What a run has met before, it may have met here again: another run has to meet it, too.
  const hasMet = inner.failed !== undefined || inner.readsRetryAfter || met.random === true || met.needsRetryAfter === true || met.statuses.length > tests || met.sleeps.length > waits;
  if (known && !hasMet) run.work.answered.set(of.fn, [...known, { scenario: run.scenario, context: inner.context, args, value }]);
  return value;
}

/** True where what a function answers rests on its arguments alone. */
function isAlone(of: FunctionRef, { assumed, instead, met }: Run): boolean {
  return assumed.size === 0 && !instead && met.results.size === 0 && !isNested(of);
}

/** True for a function in another one, whose names it sees. */
function isNested({ chunk, fn }: FunctionRef): boolean {
  return functionAround(chunk, regionOf(chunk, fn.region)?.parent ?? 0) !== undefined;
}

function isSameCall(one: readonly Passed[], other: readonly Passed[]): boolean {
  return one.length === other.length && one.every(({ name, value }, index) => name === other[index]?.name && isSame(value, other[index]?.value ?? unknownAbstract));
}

/** How a function of the program ends for these arguments in this run. */
export function flowOf(of: FunctionRef, args: readonly Abstract[], run: Run): Flow {
  return of.fn.generator ? 'unknown' : enter(of, args.map((value) => ({ value })), run).flow;
}

/** Runs a function's body for what it does. */
function enter(of: FunctionRef, args: readonly Passed[], run: Run): { readonly flow: Flow; readonly inner: Run } {
  const inner = entering(of, args, run);
  return { flow: runRegion(of.chunk, of.fn.region, inner), inner };
}

function entering(of: FunctionRef, args: readonly Passed[], run: Run): Run {
  const names = new Map([...(isNested(of) ? run.names : []), ...parametersOf(of, args, run)]);
  return { ...run, subject: undefined, self: undefined, context: of.context ?? run.context, names, slept: 0, sleeps: 0, returned: undefined, depth: run.depth + 1 };
}

/** What the parameters of a function are when it is called with these arguments. */
export function passed(of: FunctionRef, args: readonly Abstract[], run: Run): ReadonlyMap<string, Abstract> {
  return parametersOf(of, args.map((value) => ({ value })), run);
}

function parametersOf(of: FunctionRef, args: readonly Passed[], run: Run): ReadonlyMap<string, Abstract> {
  const names = new Map<string, Abstract>();
  const positional = args.filter(({ name }) => name === undefined);
  for (const [index, param] of of.fn.params.entries()) {
    const given = args.find(({ name }) => name !== undefined && name === param.names[0]?.name) ?? positional[index];
    const usual = param.fallback && { chunk: of.chunk, region: of.fn.region, expr: param.fallback };
    const fallback = usual ? withEntries(usual, run) : unknownAbstract;
    for (const { name, path, fallback: own } of param.names) names.set(name, orFallback(path.reduce((object, part) => memberOf(object, part, run), given?.value ?? fallback), own && { chunk: of.chunk, region: of.fn.region, expr: own }, run));
  }
  return names;
}

/** What a pattern takes from an object that has nothing there. */
function orFallback(value: Abstract, fallback: Place | undefined, run: Run): Abstract {
  return fallback && value.is === 'literal' && value.value === null ? evaluate(fallback, run) : value;
}

function returned(of: FunctionRef, run: Run): Abstract {
  const flow = runRegion(of.chunk, of.fn.region, run);
  if (flow === 'return') return run.returned ?? unknownAbstract;
  if (flow === 'unknown') return longestReturn(of, run);
  return flow === 'next' ? literal(null) : unknownAbstract;
}

/** Where the way through a function cannot be told, the largest number it can return: what a wait is at most. */
function longestReturn(of: FunctionRef, run: Run): Abstract {
  if (isTold(run)) return unknownAbstract;
  const numbers = exitsOf(of)
    .filter(({ kind }) => kind === 'return')
    .map(({ value, region }) => (value ? numberIn(evaluate({ chunk: of.chunk, region, expr: value }, run)) : undefined))
    .filter((n) => n !== undefined);
  return numbers.length > 0 ? literal(Math.max(...numbers)) : unknownAbstract;
}

/** A function that calls itself more often than this has no limit a person would wait for. */
const maxTurns = 50;

/** Runs a function and, where it calls itself, the calls after it, so many in all; `turns` counts how often it was entered. */
export function runToTheEnd(of: FunctionRef, run: Run, most = maxTurns): { readonly flow: Flow; readonly turns: number } {
  for (const param of of.fn.params)
    for (const { name, path } of param.names)
      if (path.length === 0 && param.fallback) run.names.set(name, evaluate({ chunk: of.chunk, region: of.fn.region, expr: param.fallback }, run));
  const fallbacks = new Map(run.names);
  for (let turn = 1; ; turn++) {
    const flow = runRegion(of.chunk, of.fn.region, run);
    if (flow !== 'again' || turn >= most) return { flow, turns: turn };
    run.steps = 0;
    for (const [name, value] of [...fallbacks, ...(run.passed ?? [])]) run.names.set(name, value);
  }
}

/** How a function ends that sends a request, seen from its callers. */
export function answersOf(of: FunctionRef, request: { readonly ref: CallRef; readonly answers: Answers; readonly errors: ErrorFamily; readonly work?: Work }): Answers {
  return (scenario) => {
    const run = newRun({ scenario, subject: request.ref, answer: request.answers(scenario), errors: request.errors, self: of.fn, work: request.work });
    const { flow } = runToTheEnd(of, run);
    const unknown: Answer = { raises: undefined, value: unknownAbstract, raised: unknownAbstract };
    if (run.sent === 0 || flow === 'unknown' || flow === 'again') return unknown;
    if (flow === 'raise') return { raises: true, value: unknownAbstract, raised: run.raised };
    const value = of.fn.result ? evaluate({ chunk: of.chunk, region: of.fn.region, expr: of.fn.result }, run) : flow === 'return' ? (run.returned ?? unknownAbstract) : literal(null);
    // What a success is worth cannot be read, but it is something.
    return { raises: false, value: scenario.id === 'ok' && value.is === 'unknown' ? { is: 'thing' } : value, raised: unknownAbstract };
  };
}
