import type { FunctionFact } from '../facts/facts';
import { type CallRef, calleeName } from '../program/fileView';
import type { Handing } from '../program/handed';
import { callsNamed, resolve, resolveCallee } from '../program/resolve';
import type { Value } from '../program/value';

/** What the makers of guarded functions call the method that runs them, where they make no function but an object. */
const runs = ['fire', 'exec', 'run', 'call', 'execute'];

/** The calls of what a call has made out of the function handed to it: `ask()` after `const ask = throttled(() => ...)`, and `breaker.fire()`. */
export function callsOfMade(ref: CallRef): readonly CallRef[] {
  const { chunk, call } = ref;
  const names = namesOf(ref);
  return names.flatMap((name) => [...callsNamed(chunk.file, name), ...runs.flatMap((run) => chunk.file.calls.get(run) ?? [])]).filter((use) => use.call !== call && resolveCallee(use).some((value) => isMade(value, ref, calleeName(use.call))));
}

/** Where it is an argument itself: `pRetry(ask)`. */
export function handingsOfMade(made: CallRef): readonly Handing[] {
  const { chunk } = made;
  const names = namesOf(made);
  return names.flatMap((name) =>
    (chunk.file.handed.get(name) ?? []).flatMap(({ chunk: other, call: to, value: expr, slot }) =>
      to !== made.call && resolve({ chunk: other, region: to.region, expr }).some((value) => isMade(value, made, undefined)) ? [{ ref: { chunk: other, call: to }, slot }] : [],
    ),
  );
}

function namesOf({ chunk, call }: CallRef): readonly string[] {
  return (chunk.index.callNames.get(call) ?? []).flatMap(({ name, path }) => (path.length === 0 ? [name] : []));
}

function isMade(value: Value, made: CallRef, method: string | undefined): boolean {
  const { call } = made;
  if (value.kind === 'function') return value.of.context?.by.call === call || isPartialOf(value.of.fn, made);
  return value.kind === 'result' && value.of.call === call && (value.path.length === 0 || (value.path.length === 1 && value.path[0] === method));
}

/** `functools.partial(ask, ...)` stands for `ask` itself. */
function isPartialOf(fn: FunctionFact, { chunk, call }: CallRef): boolean {
  const [first] = call.args;
  return calleeName(call) === 'partial' && first !== undefined && resolve({ chunk, region: call.region, expr: first.value }).some((value) => value.kind === 'function' && value.of.fn === fn);
}
