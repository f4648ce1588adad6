/**
 * The limits that response headers report, by the name the headers give them: those of the Messages API, of the capacity that a
 * Priority Tier contract buys, of fast mode, and the windows of a subscription, such as `unified-5h`.
 */
export type BucketId = MinuteBucketId | `unified-${string}`;

export type MinuteBucketId =
  | 'requests'
  | 'tokens'
  | 'input-tokens'
  | 'output-tokens'
  | 'priority-input-tokens'
  | 'priority-output-tokens'
  | 'fast-input-tokens'
  | 'fast-output-tokens';

/** One token bucket as a response showed it. Every number is optional, because every header is. */
export interface Bucket {
  readonly id: BucketId;
  /** Capacity, refilled continuously over one minute; 1 for a window, of which only the part that is used is told. */
  readonly limit?: number;
  /** What is left. Below 0 when the bucket is over-drawn. The API rounds tokens to the nearest thousand. */
  readonly remaining?: number;
  /** When the bucket is full again, in ms of this machine's clock. */
  readonly resetAt?: number;
  /** A window has what it had until it ends; absent for what refills all the time. */
  readonly refill?: 'at-reset';
}

/** What the headers of a subscription say of it as a whole. */
export interface Subscription {
  /** `allowed`, `allowed_warning` or `rejected`; whatever else the header says, as it says it. */
  readonly status?: string;
  /** The window that decides: `five_hour`, `seven_day`, `seven_day_opus`, `overage` and the like. */
  readonly claim?: string;
  readonly resetAt?: number;
  /** Of usage beyond the subscription. */
  readonly overageStatus?: string;
  readonly overageDisabledReason?: string;
}

/** What one response told about the limits of one model. Plain JSON. */
export interface Snapshot {
  /** When the response arrived, in ms of this machine's clock. */
  readonly at: number;
  readonly model: string;
  /** What read it off a response to a request of the user's own; absent for a test ping's. */
  readonly source?: 'pass-through' | 'recorder';
  /** HTTP status of the response. */
  readonly status: number;
  /** Only the buckets that the response mentioned. */
  readonly buckets: readonly Bucket[];
  /** The windows of a subscription, as buckets of the size 1; absent for an API key. */
  readonly windows?: readonly Bucket[];
  readonly subscription?: Subscription;
  /** What `retry-after` asked for, counted from `at`. */
  readonly retryAfterSeconds?: number;
}
