/** What can end a request without an answer. */
export type Failure = 'limited' | 'overloaded' | 'spend-limit' | 'broken-stream';

/** What sends a call again: one layer around it. */
export interface RetryLayer {
  /** As users know it. */
  readonly name: string;
  /** Requests in all; `Infinity` where nothing ends them. */
  readonly attempts: number;
  readonly covers: readonly Failure[];
  /** Up to how many seconds `retry-after` is obeyed; beyond that, and where it is 0, the layer's own wait counts. */
  readonly obeysUpTo: number;
  /** Its own waits: so many ms before the first repetition, twice that before the next, and so on to the longest. */
  readonly wait: { readonly first: number; readonly longest: number };
  /** The part of its own wait, 0 to 1, that chance takes off it. */
  readonly jitter: number;
}

/** Everything that sends a call again, inner to outer: each attempt of an outer layer begins the inner ones anew. */
export interface Retry {
  readonly layers: readonly RetryLayer[];
}

/**
 * Retries of the official SDKs: `min(0.5 * 2^n, 8)` s, up to a quarter less by chance, `retry-after` obeyed
 * (TypeScript 1.13.0 `src/client.ts`: as far as a timer goes; Python 0.121.0 `_base_client.py`: up to 60 s). They repeat a spend
 * limit's 429, too, as they cannot tell it from another, and no error inside a stream.
 */
export function sdkRetry(retries: number, obeysUpTo = timerLimit): RetryLayer {
  return { name: 'the SDK', attempts: retries + 1, covers: ['limited', 'overloaded', 'spend-limit'], obeysUpTo, wait: { first: 500, longest: 8_000 }, jitter: 0.25 };
}

/** Seconds that an official SDK waits in all before so many repetitions, where the server names no time. */
export function sdkWaitSeconds(repetitions: number): number {
  const { wait } = sdkRetry(repetitions);
  return Array.from({ length: repetitions }, (_, index) => Math.min(wait.first * 2 ** index, wait.longest)).reduce((a, b) => a + b, 0) / 1000;
}

/** Retries of an official SDK unless told otherwise: TypeScript 1.13.0 `src/client.ts`, Python 0.121.0 `_constants.py`. */
export const sdkRetries = 2;

/** Seconds that the longest timer of Node.js takes. */
export const timerLimit = 2_147_483;

/** How long a layer waits before its n-th repetition, counted from 1, in ms. `retryAfterSeconds` is what the server says. */
export function waitBefore({ wait, obeysUpTo, jitter }: RetryLayer, repetition: number, retryAfterSeconds: number | undefined, random: () => number): number {
  if (retryAfterSeconds !== undefined && retryAfterSeconds > 0 && retryAfterSeconds <= obeysUpTo) return retryAfterSeconds * 1000;
  return Math.min(wait.first * 2 ** Math.min(repetition - 1, 40), wait.longest) * (1 - jitter * random());
}
