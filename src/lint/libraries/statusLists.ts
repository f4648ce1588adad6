import type { Layer } from '../policy/layer';

/** The statuses that a wait mends: https://docs.claude.com/en/api/errors, with 502 and 503 of what stands before the service. */
export const passing: readonly number[] = [429, 500, 502, 503, 504, 529];

/** Requests in all that outlive a per-minute limit, with waits that grow or are named by the service. */
export const enough = 8;

/** The fewest attempts, from `enough` on, whose waits outlive a limit per minute; undefined where a dozen do not. */
export function attemptsOutliving(waitOf: (retries: number) => number | 'unknown'): number | undefined {
  return [0, 1, 2, 3, 4].map((more) => enough + more).find((attempts) => Number(waitOf(attempts - 1)) >= 60);
}

/** True for waits that are known, and over before a limit per minute has passed. */
export function isShort({ maxWaitSeconds }: Pick<Layer, 'maxWaitSeconds'>): boolean {
  return maxWaitSeconds !== 'unknown' && maxWaitSeconds < 60;
}

/** True for so few requests that the waits named by the service do not help. */
export function isFew({ attempts }: Pick<Layer, 'attempts'>): boolean {
  return typeof attempts === 'number' && attempts <= 4;
}
