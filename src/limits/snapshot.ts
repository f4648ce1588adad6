/** The limits of the Messages API that response headers report, by the name the headers give them. */
export type BucketId = 'requests' | 'tokens' | 'input-tokens' | 'output-tokens';

/** One token bucket as a response showed it. Every number is optional, because every header is. */
export interface Bucket {
  readonly id: BucketId;
  /** Capacity, refilled continuously over one minute. */
  readonly limit?: number;
  /** What is left. Below 0 when the bucket is over-drawn. The API rounds tokens to the nearest thousand. */
  readonly remaining?: number;
  /** When the bucket is full again, in ms of this machine's clock. */
  readonly resetAt?: number;
}

/** What one response told about the limits of one model. Plain JSON. */
export interface Snapshot {
  /** When the response arrived, in ms of this machine's clock. */
  readonly at: number;
  readonly model: string;
  /** HTTP status of the response. */
  readonly status: number;
  /** Only the buckets that the response mentioned. */
  readonly buckets: readonly Bucket[];
  /** What `retry-after` asked for, counted from `at`. */
  readonly retryAfterSeconds?: number;
}
