import type { RateLimits } from '../emulator/buckets';

/** What goes wrong besides the limits themselves; times in ms since the first moment. */
export interface Storm {
  /** The API is overloaded and answers with a 529: this share of requests, 0 to 1, within this time. */
  readonly overloaded?: { readonly from: number; readonly to: number; readonly share: number };
  /** Requests are refused with a 429 whatever the buckets hold, as when others of the organization use them: likewise. */
  readonly limited?: { readonly from: number; readonly to: number; readonly share: number; /** What `retry-after` says, in s; absent where it says nothing. */ readonly retryAfterSeconds?: number };
  /** The share of answers, 0 to 1, that break off with an error inside the stream. */
  readonly brokenStreams?: number;
  /** From then on a spend limit is reached: every request gets a 429 without `retry-after`. */
  readonly spendLimitFrom?: number;
}

/** What a call meets: the limits of its model class, and the storm. */
export interface Weather {
  readonly limits: RateLimits;
  readonly storm: Storm;
}
