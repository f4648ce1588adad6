import type { FunctionFact } from '../facts/facts';
import type { CallRef } from '../program/fileView';
import type { Value } from '../program/value';
import { dotted } from './dotted';

/**
 * The name and the options of a decorator of a package, whether it stands above a function, is kept under a name first,
 * or is called with the function: `retry(tries=3)(ask)`. Without options where it stands bare.
 */
export function decoratorCall(value: Value, args?: CallRef): { readonly name: string; readonly of?: CallRef } | undefined {
  if (value.kind === 'result') {
    const name = value.path.length === 0 ? dotted(value.callee) : undefined;
    return name === undefined ? undefined : { name, of: value.of };
  }
  const name = dotted(value);
  return name === undefined ? undefined : { name, ...(args && { of: args }) };
}

/** The function below a decorator that is written as a call. */
export function decorated({ chunk, call }: CallRef): FunctionFact | undefined {
  return chunk.facts.functions.find(({ decorators }) => decorators.some((expr) => expr.kind === 'call' && chunk.facts.calls[expr.call] === call));
}
