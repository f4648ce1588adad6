import type { Layer, RetryAfter } from '../policy/layer';
import { scenarios } from '../program/abstract';
import type { Location } from '../source';
import type { Asks } from './coverage';
import { tri } from './model';
import type { NumberOption } from './options';
import { totalWait } from './waits';

/** The retries that an HTTP client does itself because somebody asked it to. */
export interface StatusRetry {
  readonly name: string;
  readonly retries: Exclude<NumberOption, undefined>;
  readonly asks: Asks;
  readonly retryAfter: RetryAfter;
  /** True where it waits however long it is told; see `Layer`. */
  readonly waitsHoweverLong?: boolean;
  /** Seconds before the retry with this number; undefined if it is not known. */
  readonly waitBefore: (retry: number) => number | undefined;
  /** Why a 429 is left alone, if it is. */
  readonly whyNot: string;
  readonly at: Location;
}

export function statusRetryLayer({ name, retries, asks, retryAfter, waitsHoweverLong, waitBefore, whyNot, at }: StatusRetry): Layer {
  const shared = { name, retryAfter, implicit: false, at } as const;
  // Retries that are switched off are no guard that fails.
  if (retries === 0) return { ...shared, kind: 'framework', attempts: 1, covers429: false, covers529: false, coversConnection: false, maxWaitSeconds: 0, whyNot: 'its retries are switched off' };
  const covers429 = tri(asks(scenarios.rateLimited));
  const permanent = asks(scenarios.badRequest);
  return {
    ...shared,
    kind: 'adapter',
    attempts: typeof retries === 'number' ? retries + 1 : retries,
    covers429,
    covers529: tri(asks(scenarios.overloaded)),
    coversConnection: tri(asks(scenarios.connection)),
    maxWaitSeconds: totalWait(retries, waitBefore),
    ...(waitsHoweverLong && { waitsHoweverLong }),
    ...(permanent !== undefined && { coversPermanent: permanent }),
    ...(covers429 === false && { whyNot }),
  };
}

/** An option in milliseconds, in seconds; undefined if it is not known. */
export function secondsIn(option: NumberOption, standard: number): number | undefined {
  if (option === 'unknown') return undefined;
  return option === 'unbounded' ? Infinity : (option ?? standard) / 1000;
}

/** A per-minute limit names waits below this; a client that cuts off longer ones still waits as it is told. */
const longestUsual = 90;

/** What a client does with retry-after that waits no longer than `limit` seconds; undefined if that is not known. */
export function heeded(limit: number | undefined): RetryAfter {
  return limit !== undefined && limit >= longestUsual ? 'honoured' : 'capped';
}
