import type { Layer, Repairs, Write } from '../policy/layer';
import { enough, outlivesRefill } from '../policy/refill';
import { type CallRef, absolute } from '../program/fileView';
import type { Place } from '../program/place';
import type { Holder } from './clientOptions';
import { type Asks, coverage } from './coverage';
import type { Tools, WrapperUse } from './model';
import { numberOption } from './options';
import { repairsOf } from './repairsOf';
import { flatSettings, withNumber } from './retrySettings';
import { totalWait } from './waits';
import { addedEntry, replacing } from './writes';

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
  const layer: Layer = {
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
  const sum = ({ minTimeout = min, factor: grows = factor, maxTimeout = max }: Timing) =>
    totalWait(enough, (retry) => (minTimeout === undefined || grows === undefined || maxTimeout === undefined ? undefined : Math.min(spread * minTimeout * grows ** (retry - 1), maxTimeout) / 1000));
  return { ...layer, ...repairs(layer, { ref: of, index }, sum, tools) };
}

type Timing = Partial<Readonly<Record<'minTimeout' | 'factor' | 'maxTimeout', number>>>;

/** What is tried, one more each time, until the waits outlive a limit per minute. */
const longer: readonly Timing[] = [{}, { minTimeout: 1000 }, { minTimeout: 1000, factor: 2 }, { minTimeout: 1000, factor: 2, maxTimeout: 60_000 }];

/** How the options are written. */
function repairs(layer: Layer, holder: Holder, sum: (timing: Timing) => number | 'unknown', tools: Tools): { readonly repairs?: Repairs } {
  const settings = flatSettings([holder], 'retries', tools);
  const timing = longer.find((one) => outlivesRefill(sum(one)));
  const isMany = typeof layer.attempts === 'number' && layer.attempts > enough;
  const numbers = Object.entries({ ...(!isMany && { retries: enough }), ...timing });
  const endless = (['forever', 'retries'] as const).flatMap((key): readonly (readonly [string, Write | undefined])[] => {
    const place = settings.of(key);
    if (place === undefined || place === 'unknown') return [];
    return [[key, place.expr.kind === 'boolean' ? replacing(place, 'false') : place.expr.kind === 'name' || place.expr.kind === 'member' ? replacing(place, String(enough)) : undefined]];
  });
  const randomize = settings.of('randomize');
  const drawn = randomize === undefined ? settings.home && addedEntry(settings.home, 'randomize: true') : randomize !== 'unknown' && randomize.expr.kind === 'boolean' ? replacing(randomize, 'true') : undefined;
  const safe = settings.isPrivate([], { own: false });
  return repairsOf({
    ...(layer.attempts === 'unbounded' && { limit: { writes: [...endless.slice(0, 1), ...Object.entries(timing ?? {}).map(([key, value]) => [key, withNumber(settings, key, value)] as const)], safe } }),
    ...(layer.covers429 === true && typeof layer.attempts === 'number' && layer.hasDeadline !== true && timing && { attempts: { writes: numbers.map(([key, value]) => [key, withNumber(settings, key, value)] as const), safe } }),
    ...(layer.jitter === false && { jitter: { writes: [['randomize', drawn]], safe } }),
  });
}

function isTrue(place: Place | 'unknown' | undefined, tools: Tools): boolean | undefined {
  const value = place && place !== 'unknown' ? tools.evaluate(place) : undefined;
  return value?.is === 'literal' ? value.value === true : undefined;
}
