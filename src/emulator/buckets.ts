/** What a rate limit counts. */
export type Dimension = 'requests' | 'inputTokens' | 'outputTokens';

/** The limits of one model class. */
export interface RateLimits {
  /** Requests per minute. */
  readonly rpm: number;
  /** Input tokens per minute. */
  readonly itpm: number;
  /** Output tokens per minute. */
  readonly otpm: number;
  /** How many seconds' worth a full bucket holds: 60 by default, 1 to enforce 60 requests per minute as one per second. */
  readonly burstSeconds?: number;
}

/** A token bucket. One token is 60,000 units, so that a whole number of units flows in every millisecond. */
export interface Bucket {
  readonly perMinute: number;
  readonly capacityUnits: number;
  /** Below zero when more was used than had been estimated. */
  readonly units: number;
  /** When `units` was true, in ms. */
  readonly at: number;
}

export type Buckets = Readonly<Record<Dimension, Bucket>>;

/** What a rate-limit header triple says. */
export interface Reading {
  readonly limit: number;
  readonly remaining: number;
  /** When the bucket is full again, in ms; not when the next request fits. */
  readonly fullAt: number;
}

export type Admission =
  | { readonly admitted: true; readonly buckets: Buckets }
  | { readonly admitted: false; readonly dimension: Dimension; /** When the request would fit, in ms from now. */ readonly waitMs: number };

const unitsPerToken = 60_000;
const dimensions: readonly Dimension[] = ['requests', 'inputTokens', 'outputTokens'];

/** Three full buckets at `now` (ms). */
export function fullBuckets(limits: RateLimits, now: number): Buckets {
  const seconds = limits.burstSeconds ?? 60;
  return {
    requests: fullBucket(limits.rpm, seconds, now),
    inputTokens: fullBucket(limits.itpm, seconds, now),
    outputTokens: fullBucket(limits.otpm, seconds, now),
  };
}

/**
 * Takes one request and its estimated input tokens, or says which bucket lacks them and for how long.
 * Output needs room for one token only: `max_tokens` does not count (rate limits page of the API's documentation).
 * A refused request takes nothing. One that is larger than a full bucket never fits; its wait is the time until the
 * bucket is full.
 */
export function admit(buckets: Buckets, request: { readonly inputTokens: number; readonly now: number }): Admission {
  const needs: Readonly<Record<Dimension, number>> = { requests: 1, inputTokens: request.inputTokens, outputTokens: 1 };
  const waits = dimensions.map((dimension) => ({ dimension, waitMs: waitFor(buckets[dimension], needs[dimension], request.now) }));
  const longest = waits.reduce((a, b) => (b.waitMs > a.waitMs ? b : a));
  if (longest.waitMs > 0) return { admitted: false, ...longest };
  const taken = take(buckets, { dimension: 'requests', tokens: 1, now: request.now });
  return { admitted: true, buckets: take(taken, { dimension: 'inputTokens', tokens: request.inputTokens, now: request.now }) };
}

/**
 * Takes tokens that are already spent, whether they fit or not: output as it is produced, or the difference between
 * the real and the estimated input. A negative count gives tokens back.
 */
export function take(buckets: Buckets, use: { readonly dimension: Dimension; readonly tokens: number; readonly now: number }): Buckets {
  const bucket = refilled(buckets[use.dimension], use.now);
  const units = Math.min(bucket.capacityUnits, bucket.units - use.tokens * unitsPerToken);
  return { ...buckets, [use.dimension]: { ...bucket, units } };
}

/** What each bucket holds at `now` (ms). */
export function readings(buckets: Buckets, now: number): Readonly<Record<Dimension, Reading>> {
  return { requests: reading(buckets.requests, now), inputTokens: reading(buckets.inputTokens, now), outputTokens: reading(buckets.outputTokens, now) };
}

function fullBucket(perMinute: number, burstSeconds: number, now: number): Bucket {
  const capacity = Math.max(1, Math.floor((perMinute * burstSeconds) / 60));
  return { perMinute, capacityUnits: capacity * unitsPerToken, units: capacity * unitsPerToken, at: now };
}

/** A clock that went back refills nothing. */
function refilled(bucket: Bucket, now: number): Bucket {
  const elapsed = Math.max(0, now - bucket.at);
  return { ...bucket, units: Math.min(bucket.capacityUnits, bucket.units + elapsed * bucket.perMinute), at: bucket.at + elapsed };
}

function waitFor(bucket: Bucket, tokens: number, now: number): number {
  const current = refilled(bucket, now);
  const needed = tokens * unitsPerToken;
  if (needed <= current.units) return 0;
  const missing = Math.min(needed, current.capacityUnits) - current.units;
  return Math.max(1, Math.ceil(missing / current.perMinute)) + (current.at - now);
}

function reading(bucket: Bucket, now: number): Reading {
  const current = refilled(bucket, now);
  const toFull = Math.ceil((current.capacityUnits - current.units) / current.perMinute);
  return { limit: bucket.perMinute, remaining: Math.max(0, Math.floor(current.units / unitsPerToken)), fullAt: current.at + toFull };
}
