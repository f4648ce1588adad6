import type { ErrorFamily } from '../libraries/errorClasses';
import type { Tools } from '../libraries/model';
import { type Abstract, type Scenario, directAnswers, numberIn, scenarios, truth } from './abstract';
import type { CallRef, FunctionRef } from './fileView';
import { callFunction, evaluate, flowOf, newRun, passed, runRegion } from './interpret';
import { type Place, placeIn } from './place';
import { isDict, resolve, resolveCallee, within } from './resolve';
import { spreadIn } from './spreadIn';
import { textsAt } from './texts';
import type { Value } from './value';

const freshRun = () => newRun({ scenario: scenarios.ok, subject: undefined, answer: directAnswers(false)(scenarios.ok), errors: 'other' });

/** What library models may ask; see `Tools`. */
export const tools: Tools = {
  resolve,
  resolveCallee,
  number: (place) => (place.expr.kind === 'number' ? place.expr.value : numberIn(evaluate(place, freshRun()))),
  texts: (place) => textsAt(place).map(({ text }) => text),
  option,
  argument: (ref, index) => {
    const positional = ref.call.args.filter((arg) => arg.name === undefined);
    const found = positional[index];
    return found && !found.spread ? placeIn(ref, found.value) : undefined;
  },
  asksOf: (of, errors, scenario, args = [{ is: 'error' }]) => truth(callFunction(of, args, newRun({ scenario, subject: undefined, answer: directAnswers(true)(scenario), errors }))),
  sends,
  returns,
  waitsAsTold: (of, errors, argument) => {
    const run = newRun({ scenario: scenarios.rateLimited, subject: undefined, answer: directAnswers(true)(scenarios.rateLimited), errors });
    for (const [name, value] of passed(of, [argument], run)) run.names.set(name, value);
    runRegion(of.chunk, of.fn.region, run);
    return run.sleeps > 0 && run.readsRetryAfter;
  },
  ends: (of, errors, scenario, { argument = { is: 'error' }, call }) => {
    const flow = flowOf(of, [argument], newRun({ scenario, subject: undefined, answer: directAnswers(true)(scenario), errors, stopAt: call?.call }));
    return flow === 'unknown' ? undefined : flow === (call ? 'stop' : 'raise');
  },
  evaluate: (place) => evaluate(place, freshRun()),
  versionOf: ({ chunk: { file } }, name) => file.program?.versionOf(file, name),
};

function sends(...[of, call, errors, scenario, given = new Map()]: Parameters<Tools['sends']>): ReturnType<Tools['sends']> {
  const run = newRun({ scenario, subject: call, answer: directAnswers(false)(scenarios.ok), errors, mayMiss: true });
  for (const [name, value] of [...passed(of, [{ is: 'error' }], run), ...given]) run.names.set(name, value);
  const flow = runRegion(of.chunk, of.fn.region, run);
  if (run.sent === 0 && flow === 'unknown') return undefined;
  return { sent: run.sent > 0, waits: run.slept, readsRetryAfter: run.readsRetryAfter };
}

function returns(of: FunctionRef, errors: ErrorFamily, scenario: Scenario, argument: Abstract): Abstract {
  return callFunction(of, [argument], newRun({ scenario, subject: undefined, answer: directAnswers(true)(scenario), errors }));
}

function option(ref: CallRef, name: string, index = 0): Place | 'unknown' | undefined {
  const { chunk, call } = ref;
  const named = call.args.find((arg) => arg.name === name);
  if (named) return placeIn(ref, named.value);
  const spread = call.args.filter((arg) => arg.spread === 'named');
  for (const arg of spread) {
    const found = entryOf(placeIn(ref, arg.value), name);
    if (found) return found;
  }
  if (chunk.file.language === 'python') return undefined;
  const positional = call.args.filter((arg) => arg.name === undefined);
  if (positional.slice(0, index + 1).some((arg) => arg.spread)) return 'unknown';
  const arg = positional[index];
  return arg ? entryOf(placeIn(ref, arg.value), name) : undefined;
}

/** Objects that disagree, such as those that two callers hand to one factory, leave the answer unknown. */
function entryOf(place: Place, name: string, depth = 0): Place | 'unknown' | undefined {
  const answers = resolve(place)
    .filter((value) => value.kind !== 'literal')
    .map((value) => (value.kind === 'object' ? entryIn(value, name, depth) : isDict(value) && value.of.call.args.every((arg) => arg.name !== undefined) ? option(value.of, name) : 'unknown'));
  const [first] = answers;
  const key = (answer: Place | 'unknown' | undefined) => (typeof answer === 'object' ? answer.expr : answer);
  return answers.every((answer) => key(answer) === key(first)) ? first : 'unknown';
}

function entryIn(value: Extract<Value, { kind: 'object' }>, name: string, depth: number): Place | 'unknown' | undefined {
  const { of } = value;
  const late = lateEntries(value, name);
  if (late && late !== 'unknown') return late;
  const entry = of.entries.findLast(({ key }) => key === name);
  if (entry) return within(value, entry.value);
  if (late) return late;
  const spread = of.spreads.map((expr): Place | 'unknown' | undefined => (depth < 4 ? entryOf(within(value, spreadIn(expr)), name, depth + 1) : 'unknown'));
  return spread.findLast((found) => found !== undefined);
}

/** What was put into an object under a name after it was made: the place of the value, or `'unknown'` if that cannot be told. */
function lateEntries({ chunk, of }: Extract<Value, { kind: 'object' }>, name: string): Place | 'unknown' | undefined {
  const variable = chunk.index.objectNames.get(of.span.start);
  if (variable === undefined) return undefined;
  const set = (chunk.index.entries.get(variable) ?? []).filter(({ key }) => key === undefined || key === name);
  const known = set.findLast(({ key }) => key === name);
  if (known) return { chunk, region: known.region, expr: known.value };
  return set.length > 0 || chunk.index.filled.has(variable) ? 'unknown' : undefined;
}
