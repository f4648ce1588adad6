import type { Layer, RetryAfter, Tri } from './layer';

/**
 * `none`: nothing re-sends. `default`: only an implicit default. `explicit`: a retry option of the SDK or
 * framework, above 0. `wrapped`: a retry library, decorator, loop or helper. `ineffective`: something is
 * there and does not act on a 429. `unknown`: could not be resolved.
 */
export type RetryState = 'none' | 'default' | 'explicit' | 'wrapped' | 'ineffective' | 'unknown';

/** What really protects one call: its layers, inner to outer, composed. */
export interface EffectivePolicy {
  readonly state: RetryState;
  /** Requests in all; layers multiply. */
  readonly attempts: number | 'unbounded' | 'unknown';
  readonly covers429: Tri;
  readonly covers529: Tri;
  readonly coversConnection: Tri;
  readonly retryAfter: RetryAfter;
  /** Seconds of waiting in all at most when the server names no time. */
  readonly maxWaitSeconds: number | 'unknown';
  readonly layers: readonly Layer[];
}
