import type { Layer } from '../policy/layer';
import type { CallRef } from '../program/fileView';
import type { Place } from '../program/place';
import type { Tools } from './model';
import { someOf } from '../program/threeValued';
import { numberOption, pythonArgument } from './options';
import { type Part, argumentsOf, partOf, sidesOf } from './tenacityPart';

/** The longest time in seconds that a tenacity `wait` (tenacity `wait.py`) waits before a retry (the first is 1); undefined if not known. */
export function longestWait(place: Place | 'unknown' | undefined, retry: number, tools: Tools): number | undefined {
  if (place === undefined) return 0;
  if (place === 'unknown') return undefined;
  const sides = sidesOf(place);
  if (sides) return sides.op === '+' ? sum([sides.left, sides.right], retry, tools) : undefined;
  const part = partOf(place, tools);
  return part && waitOf(part, retry, tools);
}

/** tenacity itself reads no retry-after; pydantic-ai's `wait_retry_after` does, up to its `max_wait`, and a wait of the program's own may. */
export function readsRetryAfter(place: Place | 'unknown' | undefined, tools: Tools): Layer['retryAfter'] {
  if (place === undefined) return 'ignored';
  if (place === 'unknown') return 'unknown';
  const sides = sidesOf(place);
  const places = sides ? [sides.left, sides.right] : [];
  const part = partOf(place, tools);
  if (part?.name === 'wait_retry_after') return 'capped';
  // It asks a function that gets the error.
  if (part?.name === 'wait_exception') return 'unknown';
  const inner = [...places, ...(part && (part.name === 'wait_combine' || part.name === 'wait_chain') ? argumentsOf(part) : [])].map((one) => readsRetryAfter(one, tools));
  if (inner.length > 0) return (['capped', 'unknown', 'ignored'] as const).find((one) => inner.includes(one)) ?? 'ignored';
  return part ? 'ignored' : 'unknown';
}

/** Whether chance has a part in a tenacity `wait`; undefined if it is not known. */
export function drawsWait(place: Place | 'unknown' | undefined, tools: Tools): boolean | undefined {
  if (place === undefined) return false;
  if (place === 'unknown') return undefined;
  const sides = sidesOf(place);
  const part = partOf(place, tools);
  if (part && drawing.has(part.name)) return true;
  if (part && drawnAlike.has(part.name)) return false;
  const inner = sides ? [sides.left, sides.right] : part && (part.name === 'wait_combine' || part.name === 'wait_chain') ? argumentsOf(part) : [];
  return inner.length > 0 ? someOf(inner.map((one) => drawsWait(one, tools))) : undefined;
}

const drawing = new Set(['wait_random', 'wait_random_exponential', 'wait_full_jitter', 'wait_exponential_jitter']);
const drawnAlike = new Set(['wait_none', 'wait_fixed', 'wait_incrementing', 'wait_exponential']);

function waitOf(part: Part, retry: number, tools: Tools): number | undefined {
  const option = (name: string, index: number, fallback?: number) => read(part.of, name, index, tools) ?? fallback;
  switch (part.name) {
    case 'wait_none':
      return 0;
    case 'wait_fixed':
      return finite([option('wait', 0)], (wait) => wait);
    case 'wait_random':
      return finite([option('max', 1, 1)], (max) => max);
    case 'wait_combine':
      return sum(argumentsOf(part), retry, tools);
    // The last of them stays.
    case 'wait_chain': {
      const places = argumentsOf(part);
      const one = places[Math.min(retry, places.length) - 1];
      return one && longestWait(one, retry, tools);
    }
    // It reads the header or, without one, waits as `fallback_strategy` says: pydantic-ai 2.68.0 `retries.py`.
    case 'wait_retry_after': {
      const fallback = part.of && pythonArgument(part.of, 'fallback_strategy', 0, tools);
      return fallback === undefined ? Math.min(2 ** (retry - 1), 60) : longestWait(fallback, retry, tools);
    }
    case 'wait_incrementing':
      return finite([option('start', 0, 0), option('increment', 1, 100), option('max', 2, Infinity)], (start, step, max) => Math.max(0, Math.min(start + step * (retry - 1), max)));
    // Full jitter draws between the shortest wait and this.
    case 'wait_random_exponential':
    case 'wait_full_jitter':
    case 'wait_exponential':
      return finite([option('multiplier', 0, 1), option('max', 1, Infinity), option('exp_base', 2, 2), option('min', 3, 0)], (multiplier, max, base, min) =>
        Math.max(0, min, Math.min(multiplier * base ** (retry - 1), max)),
      );
    // `multiplier` is the newer name of `initial`.
    case 'wait_exponential_jitter':
      return finite(
        [option('initial', 0, option('multiplier', 5, 1)), option('max', 1, Infinity), option('exp_base', 2, 2), option('jitter', 3, 1), option('min', 4, 0)],
        (initial, max, base, jitter, min) => Math.max(0, min, Math.min(initial * base ** (retry - 1) + jitter, max)),
      );
    default:
      return undefined;
  }
}

/** A number, `NaN` for one that cannot be read, undefined for one that is not given. */
function read(of: CallRef | undefined, name: string, index: number, tools: Tools): number | undefined {
  const value = of && numberOption(pythonArgument(of, name, index, tools), tools);
  return value === undefined || typeof value === 'number' ? value : Number.NaN;
}

function finite<T extends readonly (number | undefined)[]>(values: readonly [...T], compute: (...numbers: { [K in keyof T]: number }) => number): number | undefined {
  if (values.some((value) => value === undefined || Number.isNaN(value))) return undefined;
  return compute(...(values as unknown as { [K in keyof T]: number }));
}

function sum(places: readonly Place[], retry: number, tools: Tools): number | undefined {
  const waits = places.map((place) => longestWait(place, retry, tools));
  return waits.some((wait) => wait === undefined) ? undefined : waits.reduce<number>((total, wait) => total + (wait ?? 0), 0);
}
