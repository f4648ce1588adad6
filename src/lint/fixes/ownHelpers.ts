import { sitesOf } from '../analyze';
import type { CallFact } from '../facts/facts';
import { libraries } from '../libraries/index';
import type { RequestMatch } from '../libraries/model';
import type { Layer } from '../policy/layer';
import { layersOfHelper } from '../policy/layersAround';
import { lastAnswer } from '../policy/readLoop';
import { type Answer, directAnswers, scenarios } from '../program/abstract';
import { type CallRef, type FileView, type FunctionRef, absolute, isWithin, outward } from '../program/fileView';
import { usesOf } from '../program/handed';
import { answersOf } from '../program/interpret';
import { filesAround } from '../program/modulesOf';
import { callersOf, entering, resolve } from '../program/resolve';
import { tools } from '../program/tools';
import type { Site } from '../site';
import type { Wrapping } from './wrapping';

/** A function of the program that sends again what is handed to it as its first argument. */
export interface OwnHelper {
  readonly of: FunctionRef;
  /** What it puts around the request. */
  readonly layers: readonly Layer[];
  /** Calls of it that are around a Claude call. */
  readonly uses: readonly CallRef[];
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
    const helper = helperOf({ chunk: only.chunk, fn }, site, timing);
    if (helper) found.push({ ...helper, uses: callersOf(helper.of).filter(isAroundClaude) });
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
  const ends = endsOf(entering(of, by), request);
  return ends && layers.every(({ givesUpWith }) => givesUpWith === undefined) ? { of, layers, ...ends } : undefined;
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
function endsOf(of: FunctionRef, { throws, errors }: RequestMatch): Pick<OwnHelper, 'keepsError'> | undefined {
  const { chunk, context } = of;
  const { runs, handings } = usesOf(of, { index: 0 });
  if (handings.length > 0) return runs.length === 0 ? { keepsError: makesNoError(of) } : undefined;
  for (const call of runs) {
    const answers = answersOf(of, { ref: { chunk, call, ...(context && { context }) }, answers: directAnswers(throws), errors });
    const [ok, refused, limited] = [scenarios.ok, scenarios.badRequest, scenarios.rateLimited].map(answers);
    const comesOut = (one: Answer | undefined) => (throws === true ? one?.raises === true && one.raised.is === 'error' : one?.raises === false && one.value.is === 'response');
    const loops = loopsAround(of, call).map((loop) => lastAnswer({ ref: { chunk, call, ...(context && { context }) }, loop, answers: directAnswers(throws), errors }));
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
