import { type CallRef, calleeName } from '../program/fileView';
import { callsNamed, resolveCallee } from '../program/resolve';

/** What the makers of guarded functions call the method that runs them, where they make no function but an object. */
const runs = ['fire', 'exec', 'run', 'call', 'execute'];

/** The calls of what a call has made out of the function handed to it: `ask()` after `const ask = throttled(() => ...)`, and `breaker.fire()`. */
export function callsOfMade(ref: CallRef): readonly CallRef[] {
  const { chunk, call } = ref;
  const names = chunk.facts.bindings.flatMap(({ name, path, value }) => (path.length === 0 && value?.kind === 'call' && chunk.facts.calls[value.call] === call ? [name] : []));
  return names.flatMap((name) => [...callsNamed(chunk.file, name), ...runs.flatMap((run) => chunk.file.calls.get(run) ?? [])]).filter((use) => use.call !== call && isMade(use, ref));
}

function isMade(use: CallRef, { call }: CallRef): boolean {
  return resolveCallee(use).some((value) => {
    if (value.kind === 'function') return value.of.context?.by.call === call;
    return value.kind === 'result' && value.of.call === call && (value.path.length === 0 || (value.path.length === 1 && value.path[0] === calleeName(use.call)));
  });
}
