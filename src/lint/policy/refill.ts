import type { Layer } from './layer';

/** A drained per-minute bucket is full again after a minute (rate limits refill continuously, per minute). */
export const refillSeconds = 60;

/** With `retry-after` honoured the server paces the retries; so many attempts still lose to other callers. */
export const fewAttempts = 4;

/** Requests in all that outlive a per-minute limit, with waits that grow or are named by the service. */
export const enough = 8;

/** What is tried where `enough` do not outlive it with the waits that there are: beyond the last, longer waits are the better repair. */
export const enoughOrMore: readonly number[] = [enough, enough + 1, enough + 2, enough + 3, enough + 4];

/** True for waits that are known, and over before a drained bucket is full again. */
export function isShort(waitSeconds: number | 'unknown'): boolean {
  return waitSeconds !== 'unknown' && waitSeconds < refillSeconds;
}

/** True for waits that are known, and long enough. */
export function outlivesRefill(waitSeconds: number | 'unknown'): boolean {
  return waitSeconds !== 'unknown' && waitSeconds >= refillSeconds;
}

/** True for so few requests that the waits named by the service do not help. */
export function isFew({ attempts }: Pick<Layer, 'attempts'>): boolean {
  return typeof attempts === 'number' && attempts <= fewAttempts;
}

/** The fewest attempts, from `enough` on, whose waits are long enough; undefined where a dozen are not. */
export function attemptsOutliving(waitOf: (retries: number) => number | 'unknown'): number | undefined {
  return enoughOrMore.find((attempts) => outlivesRefill(waitOf(attempts - 1)));
}
