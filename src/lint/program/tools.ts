import type { ErrorFamily } from '../libraries/errorClasses';
import type { Tools } from '../libraries/model';
import type { Expr } from '../facts/facts';
import { type Abstract, type Scenario, directAnswers, numberIn, scenarios, truth } from './abstract';
import type { CallRef, FunctionRef } from './fileView';
import { callFunction, evaluate, flowOf, newRun, passed, runRegion } from './interpret';
import { type Place, placeIn } from './place';
import { resolve, resolveCallee, within } from './resolve';
import type { Value } from './value';

const freshRun = () => newRun({ scenario: scenarios.ok, subject: undefined, answer: directAnswers(false)(scenarios.ok), errors: 'other' });

/** What library models may ask; see `Tools`. */
export const tools: Tools = {
  resolve,
  resolveCallee,
  number: (place) => (place.expr.kind === 'number' ? place.expr.value : numberIn(evaluate(place, freshRun()))),
  texts: (place) => texts(place),
  option,
  argument: (ref, index) => {
    const positional = ref.call.args.filter((arg) => arg.name === undefined);
    const found = positional[index];
    return found && !found.spread ? placeIn(ref, found.value) : undefined;
  },
  asksOf: (of, errors, scenario, args = [{ is: 'error' }]) => truth(callFunction(of, args, newRun({ scenario, subject: undefined, answer: directAnswers(true)(scenario), errors }))),
  sends,
  returns,
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
    .map((value) => (value.kind === 'object' ? entryIn(value, name, depth) : 'unknown'));
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
  const spread = of.spreads.map((expr): Place | 'unknown' | undefined => (depth < 4 ? entryOf(within(value, expr), name, depth + 1) : 'unknown'));
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

const hole = '\u0000';

function texts(place: Place, depth = 0): readonly string[] {
  const { expr } = place;
  if (depth > 6) return [hole];
  const of = (inner: Expr) => texts({ ...place, expr: inner }, depth + 1);
  const join = (parts: readonly (readonly string[])[]) => parts.reduce<readonly string[]>((heads, tails) => heads.flatMap((head) => tails.map((tail) => head + tail)).slice(0, 16), ['']);
  switch (expr.kind) {
    case 'string':
      return [expr.value];
    case 'template':
      return join(expr.parts.map((part) => (typeof part === 'string' ? [part] : of(part))));
    case 'binary':
      if (expr.op === '+') return join([of(expr.left), of(expr.right)]);
      return expr.op === '||' || expr.op === '??' ? [...of(expr.left), ...of(expr.right)] : [hole];
    case 'choice':
      return [...of(expr.then), ...of(expr.else)];
    default:
      return resolvedTexts(place, depth);
  }
}

function resolvedTexts(place: Place, depth: number): readonly string[] {
  const { chunk, expr } = place;
  const found = resolve(place).flatMap((value): readonly string[] => {
    if (value.kind === 'literal') return typeof value.value === 'string' ? [value.value] : [];
    if (value.kind !== 'result') return [];
    // A variable of the environment with a default, and the wrappers of an address.
    const { call } = value.of;
    const inner = (index: number) => {
      const arg = call.args[index];
      return arg ? texts(placeIn(value.of, arg.value), depth + 1) : [];
    };
    const name = 'path' in value.callee ? value.callee.path.at(-1) : undefined;
    if (name === 'getenv' || name === 'get') return inner(1);
    if (name === 'URL') return inner(1).length > 0 ? inner(1).flatMap((base) => inner(0).map((path) => base.replace(/\/$/, '') + (path.startsWith('/') ? path : `/${path}`))) : inner(0);
    return [];
  });
  if (found.length > 0) return found;
  const bound = expr.kind === 'name' ? boundTexts(chunk, expr.name, depth) : [];
  return bound.length > 0 ? bound : [hole];
}

/** A name bound to a text put together: `const url = base + '/v1/messages'`. */
function boundTexts(chunk: Place['chunk'], name: string, depth: number): readonly string[] {
  const local = (chunk.index.bindings.get(name) ?? []).map((binding) => ({ chunk, binding }));
  const all = local.length > 0 ? local : (chunk.file.names.get(name) ?? []);
  return all.flatMap(({ chunk: home, binding }) => {
    const { value } = binding;
    if (!value || binding.path.length > 0 || (value.kind !== 'template' && value.kind !== 'binary' && value.kind !== 'choice')) return [];
    return texts({ chunk: home, region: binding.region, expr: value }, depth + 1);
  });
}
