import type { Write } from '../policy/layer';
import { type FunctionRef, absolute } from '../program/fileView';
import type { Place } from '../program/place';
import type { Tools } from './model';

/** What a function gets first, or reads off it: `error` in `(error) => …`, in `({ error }) => …`, and `context.error` in `(context) => …`. */
export function firstParam({ fn }: FunctionRef, path: readonly string[]): string | undefined {
  const names = fn.params[0]?.names ?? [];
  const whole = names.find((one) => one.path.length === 0);
  return names.find((one) => one.path.join('.') === path.join('.'))?.name ?? (whole && [whole.name, ...path].join('.'));
}

/**
 * Lets a condition that is a function of one expression hold for these statuses, too; undefined for any other, and where what
 * it gets has no name. `test` makes the code that asks one of the statuses of what the function's first parameter gives.
 */
export function alsoFor(place: Place, statuses: readonly number[], test: (of: FunctionRef, list: string) => string | undefined, tools: Tools): Write | undefined {
  const [value, ...others] = tools.resolve(place);
  if (value?.kind !== 'function' || others.length > 0 || statuses.length === 0) return undefined;
  const { chunk, fn } = value.of;
  const { result } = fn;
  const code = result && test(value.of, statuses.length === 1 ? `=== ${statuses[0] ?? ''}` : `[${statuses.join(', ')}]`);
  if (!result || code === undefined || result.kind === 'object' || result.kind === 'function' || result.kind === 'class') return undefined;
  const isTight = result.kind === 'binary' ? result.op !== '??' : result.kind === 'call' || result.kind === 'member' || result.kind === 'name' || result.kind === 'boolean';
  const at = absolute(chunk, result.span);
  return { at, text: `${isTight ? '…' : '(…)'} || ${code}`, copied: at };
}
