import { sitesOf } from '../analyze';
import type { CallFact, Expr } from '../facts/facts';
import { libraries } from '../libraries/index';
import type { RequestMatch } from '../libraries/model';
import type { Layer } from '../policy/layer';
import { layersOfHelper } from '../policy/layersAround';
import { lastAnswer } from '../policy/readLoop';
import { type Answer, directAnswers, scenarios } from '../program/abstract';
import { type CallRef, type Chunk, type FileView, type FunctionRef, absolute, calleeName, functionAround, isWithin, outward } from '../program/fileView';
import { usesOf } from '../program/handed';
import { answersOf } from '../program/interpret';
import { filesAround } from '../program/modulesOf';
import { callersOf, entering, resolve, resultsOf } from '../program/resolve';
import { tools } from '../program/tools';
import { filesSeeing } from '../program/visibility';
import type { Site } from '../site';
import type { Wrapping } from './wrapping';

/** A function of the program that sends again what is handed to it as its first argument. */
export interface OwnHelper {
  readonly of: FunctionRef;
  /** How it is used: `helper` runs what it is handed, `decorator` makes a function of it that does, and `factory` makes a decorator. */
  readonly form: 'helper' | 'decorator' | 'factory';
  /** What it puts around the request. */
  readonly layers: readonly Layer[];
  /** Where it is around a Claude call. */
  readonly uses: readonly Pick<CallRef, 'chunk'>[];
  /** True where it gives up with the last error itself, and not with one that it makes. */
  readonly keepsError: boolean;
}

/** The helpers of the program that can take a call as it is, those that are used most first. Whether they suffice is not asked. */
export function ownHelpers(site: Site, timing: Wrapping['timing']): readonly OwnHelper[] {
  return filesAround(site.ref.chunk.file).flatMap((one) => helpersIn(one, site, timing)).sort((a, b) => b.uses.length - a.uses.length);
}

function helpersIn(file: FileView, site: Site, timing: Wrapping['timing']): readonly OwnHelper[] {
  const found: OwnHelper[] = [];
  for (const [, bound] of file.names.entries()) {
    const [only] = bound;
    const fn = only?.binding.value?.kind === 'function' ? only.chunk.facts.functions[only.binding.value.fn] : undefined;
    if (!only || !fn || bound.length > 1 || only.binding.path.length > 0) continue;
    const of = { chunk: only.chunk, fn };
    const helper = helperOf(of, site, timing);
    if (helper) found.push({ ...helper, uses: callersOf(helper.of).filter(isAroundClaude) });
    const decorator = helper ? undefined : decoratorOf(of, site, timing);
    if (decorator) found.push({ ...decorator, uses: decoratedWith(of).filter(isDecoratingClaude) });
  }
  return found;
}

/** True where some Claude call has this call among its layers. */
function isAroundClaude({ chunk, call }: CallRef): boolean {
  const { start, file } = absolute(chunk, call.callee.span);
  return sitesOf(chunk.file).some(({ call: { policy } }) => policy.layers.some(({ at }) => at?.start === start && at.file === file));
}

function helperOf(of: FunctionRef, site: Site, timing: Wrapping['timing']): Omit<OwnHelper, 'uses'> | undefined {
  const { ref, request } = site;
  const by = handing(of, site);
  if (!by || !runsIt(of, timing) || (ref.chunk === of.chunk && isWithin(of.chunk, ref.call.region, of.fn.region))) return undefined;
  const layers = layersOfHelper(of, by, request, libraries, tools);
  if (layers.length === 0) return undefined;
  const entered = entering(of, by);
  const ends = endsOf(entered, entered, request);
  return ends && layers.every(({ givesUpWith }) => givesUpWith === undefined) ? { of, form: 'helper', layers, ...ends } : undefined;
}

/** The same for a decorator of Python, or for what makes one where it is called with nothing. */
function decoratorOf(of: FunctionRef, site: Site, timing: Wrapping['timing']): Omit<OwnHelper, 'uses'> | undefined {
  const { ref, request } = site;
  if (of.chunk.file.language !== 'python' || of.fn.cls !== undefined || of.fn.generator || of.fn.async || of.fn.decorators.length > 0) return undefined;
  const made = madeBy(of);
  const decorating = made && decoratedBy(made) ? made : of;
  const by = handing(decorating, site);
  const body = decoratedBy(decorating);
  if (!by || !body || (decorating !== of && !of.fn.params.every(({ fallback, rest }) => fallback !== undefined || rest))) return undefined;
  const { runs, handings } = usesOf(decorating, { index: 0 });
  // One that asks what it is handed may take a method of a client for something else.
  if (body.fn.async !== (timing === 'async') || body.fn.generator || runs.length === 0 || runs.some(({ region, awaited }) => functionAround(body.chunk, region)?.fn !== body.fn || awaited !== body.fn.async) || handings.some(({ call }) => calleeName(call) !== 'wraps')) return undefined;
  if (!runs.every(({ args }) => args.length > 0 && args.every(({ spread }) => spread !== undefined)) || ref.chunk === of.chunk) return undefined;
  const layers = layersOfHelper(decorating, by, request, libraries, tools);
  const entered = entering(decorating, by);
  const ends = layers.length > 0 && endsOf(entered, { ...body, ...(entered.context && { context: entered.context }) }, request);
  return ends && layers.every(({ givesUpWith }) => givesUpWith === undefined) ? { of, form: decorating === of ? 'decorator' : 'factory', layers, ...ends } : undefined;
}

/** The one function within a function that it gives back. */
function madeBy(of: FunctionRef): FunctionRef | undefined {
  const [only, ...others] = resultsOf(of);
  const [value, ...more] = only && others.length === 0 ? resolve(only) : [];
  return value?.kind === 'function' && more.length === 0 && value.of.chunk === of.chunk && value.of.fn !== of.fn && isWithin(of.chunk, value.of.fn.region, of.fn.region) ? value.of : undefined;
}

/** The function that a decorator makes of another, if it runs that. */
function decoratedBy(of: FunctionRef): FunctionRef | undefined {
  const made = madeBy(of);
  return made && usesOf(of, { index: 0 }).runs.some(({ region }) => isWithin(made.chunk, region, made.fn.region)) ? made : undefined;
}

/** The functions of the program that have a decorator, each with where that stands. */
function decoratedWith(of: FunctionRef): readonly { readonly chunk: Chunk; readonly decorator: Expr }[] {
  const { name = '' } = of.fn;
  return filesSeeing(of.chunk.file, name).flatMap((file) => file.chunks).flatMap((chunk) =>
    chunk.facts.functions.flatMap(({ decorators, region }) => decorators.flatMap((decorator) => {
      const written = decorator.kind === 'call' ? chunk.facts.calls[decorator.call]?.callee : decorator;
      const found = written && resolve({ chunk, region: chunk.facts.regions[region]?.parent ?? 0, expr: written });
      return found?.some((value) => value.kind === 'function' && value.of.fn === of.fn) === true ? [{ chunk, decorator }] : [];
    })));
}

function isDecoratingClaude({ chunk, decorator }: { readonly chunk: Chunk; readonly decorator: Expr }): boolean {
  const { start, file } = absolute(chunk, decorator.span);
  return sitesOf(chunk.file).some(({ call: { policy } }) => policy.layers.some(({ at }) => at?.start === start && at.file === file));
}

/** The call of it that a fix would write; undefined where it needs more than the function, or its types may refuse one. */
function handing({ chunk, fn }: FunctionRef, { ref }: Site): CallRef | undefined {
  const [first, ...others] = fn.params;
  if (!first || first.rest || first.names.length !== 1 || first.names[0]?.path.length !== 0 || fn.cls !== undefined || fn.generator) return undefined;
  const [home, target] = [ref.chunk.file.language, chunk.file.language];
  const isTyped = home === 'typescript' || home === 'tsx';
  if (isTyped && fn.passesOn !== true) return undefined;
  const isUntyped = home === 'javascript' && target === 'javascript';
  if (others.some(({ fallback, rest, optional }) => !fallback && !rest && optional !== true && !isUntyped)) return undefined;
  const { span } = ref.call;
  // What is left out is not there, which what other calls pass says nothing about.
  const known = others.findIndex(({ fallback, rest }) => fallback !== undefined || rest);
  const nothing = home === 'python' ? [] : others.slice(0, known < 0 ? others.length : known).map(() => ({ value: { kind: 'null', span }, span }) as const);
  return { chunk: ref.chunk, call: { ...ref.call, args: [{ value: { kind: 'unknown', span }, span }, ...nothing] } };
}

/** True where it calls the function with nothing that a lambda would have to take, and waits for what it answers. */
function runsIt(of: FunctionRef, timing: Wrapping['timing']): boolean {
  const { chunk, fn } = of;
  const { runs, handings } = usesOf(of, { index: 0 });
  const python = chunk.file.language === 'python';
  if (runs.length + handings.length === 0 || (python && fn.async !== (timing === 'async'))) return false;
  if (handings.some(({ call, slot }) => slot.key !== undefined || call.use !== 'returned' || (python && call.awaited !== fn.async))) return false;
  if (python) return runs.every(({ args, awaited }) => awaited === fn.async && args.every(({ spread }) => spread !== undefined));
  return runs.length === 0 || (fn.async && runs.every(({ awaited }) => awaited));
}

/** How it ends: with what the function has answered, and in the end with an error. Undefined where that is not certain. */
function endsOf(of: FunctionRef, body: FunctionRef, { throws, errors }: RequestMatch): Pick<OwnHelper, 'keepsError'> | undefined {
  const { chunk, context } = of;
  const { runs, handings: handed } = usesOf(of, { index: 0 });
  const handings = body === of ? handed : [];
  if (handings.length > 0) return runs.length === 0 ? { keepsError: makesNoError(of) } : undefined;
  for (const call of runs) {
    const answers = answersOf(body, { ref: { chunk, call, ...(context && { context }) }, answers: directAnswers(throws), errors });
    const [ok, refused, limited] = [scenarios.ok, scenarios.badRequest, scenarios.rateLimited].map(answers);
    const comesOut = (one: Answer | undefined) => (throws === true ? one?.raises === true && one.raised.is === 'error' : one?.raises === false && one.value.is === 'response');
    const loops = loopsAround(body, call).map((loop) => lastAnswer({ ref: { chunk, call, ...(context && { context }) }, loop, answers: directAnswers(throws), errors }));
    const givesUp = loops.length === 0 ? comesOut(limited) : loops.every((one) => (throws === true ? one?.raises === true : comesOut(one)));
    if (ok?.raises !== false || ok.value.is !== 'response' || !comesOut(refused) || !givesUp) return undefined;
  }
  return { keepsError: makesNoError(of) };
}

function loopsAround({ chunk, fn }: FunctionRef, { region }: CallFact): readonly number[] {
  return [...outward(chunk, region)].flatMap(({ id, region: { kind } }) => (kind === 'loop' && isWithin(chunk, id, fn.region) ? [id] : []));
}

/** True if all that it throws is what it has caught. */
function makesNoError({ chunk, fn }: FunctionRef): boolean {
  return chunk.facts.exits.every(({ kind, value, region }) => kind !== 'throw' || value?.kind !== 'call' || !isWithin(chunk, region, fn.region));
}

/** True if a name means a function where a call stands. */
export function isNamed(name: string, of: FunctionRef, { chunk, call }: CallRef): boolean {
  const values = resolve({ chunk, region: call.region, expr: { kind: 'name', name, span: call.span } });
  return values.length === 1 && values[0]?.kind === 'function' && values[0].of.fn === of.fn;
}
