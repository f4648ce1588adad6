import type { Layer } from '../policy/layer';
import { type CallRef, absolute } from '../program/fileView';
import type { Place } from '../program/place';
import { type Asks, coverage } from './coverage';
import type { Tools, WrapperUse } from './model';
import { numberOption } from './options';
import { totalWait } from './waits';

/** A JavaScript retry library whose second argument holds `retries`, `factor`, `minTimeout`, `maxTimeout` and `randomize`. */
export interface RetryOptions {
  readonly name: string;
  /** What `randomize` is by default; it makes a wait up to twice as long. */
  readonly randomize: boolean;
  readonly asks: (ref: CallRef, tools: Tools) => Asks;
  /** The call and the argument that hold the options; the second argument of the call itself unless told. */
  readonly options?: { readonly of: CallRef; readonly index: number };
}

/** Both libraries: 10 retries, 1000 ms, doubled, without a cap (p-retry 9.0.0 `index.js`; retry 0.13.1 `lib/retry.js`). */
const defaults = { retries: 10, minTimeout: 1000, factor: 2, maxTimeout: Infinity, maxRetryTime: Infinity };

/** The layer of such a library around the function passed to it. */
export function retryOptionsLayer(use: WrapperUse, library: RetryOptions, tools: Tools): Layer {
  const { ref } = use;
  const { of, index } = library.options ?? { of: ref, index: 1 };
  const option = (name: keyof typeof defaults): number | 'unbounded' | 'unknown' => numberOption(tools.option(of, name, index), tools) ?? defaults[name];
  const milliseconds = (name: keyof typeof defaults): number | undefined => {
    const value = option(name);
    return value === 'unbounded' ? Infinity : value === 'unknown' ? undefined : value;
  };
  const forever = isTrue(tools.option(of, 'forever', index), tools);
  const retries = forever === true ? 'unbounded' : option('retries');
  const attempts = typeof retries === 'number' ? retries + 1 : retries;
  const [min, factor, max, whole] = [milliseconds('minTimeout'), milliseconds('factor'), milliseconds('maxTimeout'), milliseconds('maxRetryTime')];
  const spread = (isTrue(tools.option(of, 'randomize', index), tools) ?? library.randomize) ? 2 : 1;
  const wait = totalWait(retries, (retry) =>
    min === undefined || factor === undefined || max === undefined ? undefined : Math.min(spread * min * factor ** (retry - 1), max) / 1000,
  );
  return {
    kind: 'library',
    name: library.name,
    attempts,
    ...coverage(library.name, use, attempts, library.asks(ref, tools)),
    retryAfter: 'ignored',
    jitter: spread === 2,
    ...(whole !== Infinity && { hasDeadline: true as const }),
    maxWaitSeconds: wait === 'unknown' || whole === undefined ? 'unknown' : Math.min(wait, whole / 1000),
    implicit: false,
    at: absolute(ref.chunk, ref.call.span),
  };
}

function isTrue(place: Place | 'unknown' | undefined, tools: Tools): boolean | undefined {
  const value = place && place !== 'unknown' ? tools.evaluate(place) : undefined;
  return value?.is === 'literal' ? value.value === true : undefined;
}
