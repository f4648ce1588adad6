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

/** The code of a status, which may be missing, and of the same as a number; `guard` holds where it can be read at all. */
export interface StatusCode {
  readonly read: string;
  readonly number: string;
  readonly guard?: string;
}

/**
 * Lets a condition that is a function of one expression hold for these statuses, too; undefined for any other, and where what
 * it gets has no name. `statusIn` says where the function has the status.
 */
export function alsoFor(place: Place, statuses: readonly number[], statusIn: (of: FunctionRef) => StatusCode | undefined, tools: Tools): Write | undefined {
  const [value, ...others] = tools.resolve(place);
  if (value?.kind !== 'function' || others.length > 0 || statuses.length === 0) return undefined;
  const { chunk, fn } = value.of;
  const { result } = fn;
  const status = result && statusIn(value.of);
  if (!status || result.kind === 'object' || result.kind === 'function' || result.kind === 'class') return undefined;
  const isTight = result.kind === 'binary' ? result.op !== '??' : result.kind === 'call' || result.kind === 'member' || result.kind === 'name' || result.kind === 'boolean';
  const at = absolute(chunk, result.span);
  return { at, text: `${isTight ? '…' : '(…)'} || ${test(status, statuses)}`, copied: at };
}

function test({ read, number, guard }: StatusCode, statuses: readonly number[]): string {
  const code = statuses.length === 1 ? `${read} === ${statuses[0] ?? ''}` : `[${statuses.join(', ')}].includes(${number})`;
  return guard === undefined ? code : `(${guard} && ${code})`;
}
