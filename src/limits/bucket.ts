import type { Bucket, BucketId, Snapshot } from './snapshot';

/** How full a bucket is, from "plenty" to "the next request fails". */
export type Level = 'ok' | 'low' | 'critical' | 'empty';

/**
 * The part of a bucket that is left, 0 to 1.
 * `undefined` when the headers do not tell; an over-drawn bucket is 0.
 */
export function headroom({ limit, remaining }: Bucket): number | undefined {
  if (remaining === undefined) return undefined;
  if (remaining <= 0) return 0;
  if (limit === undefined || limit <= 0) return undefined;
  return Math.min(1, remaining / limit);
}

/** All that a response said is left of anything: the buckets of an API key, and the windows of a subscription. */
export function bucketsOf({ buckets, windows = [] }: Pick<Snapshot, 'buckets' | 'windows'>): readonly Bucket[] {
  return [...buckets, ...windows];
}

/** The bucket with the least headroom; buckets that do not tell, or whose end stops nothing, are passed over. On a tie the more telling one wins. */
export function tightestBucket(buckets: readonly Bucket[]): Bucket | undefined {
  return buckets.filter(isTelling).sort((a, b) => (headroom(a) ?? 1) - (headroom(b) ?? 1) || tellingOrder(a.id) - tellingOrder(b.id))[0];
}

/** True for a bucket whose headroom is known, and whose end stops requests. */
export function isTelling(bucket: Bucket): boolean {
  return headroom(bucket) !== undefined && !isExtra(bucket);
}

/**
 * Where the capacity of a Priority Tier contract is used up, requests go on at standard capacity
 * (platform.claude.com/docs/en/api/service-tiers), and usage beyond a subscription begins where that ends.
 */
function isExtra({ id }: Bucket): boolean {
  return id.startsWith('priority-') || id === 'unified-overage';
}

/** Sorts a headroom, 0 to 1, into a level. */
export function levelOf(fraction: number): Level {
  if (fraction <= 0) return 'empty';
  if (fraction < 0.1) return 'critical';
  return fraction < 0.25 ? 'low' : 'ok';
}

/**
 * The bucket as it should stand at `now`, if nothing was sent since it was read at `at` (both ms).
 * Buckets refill continuously, and `reset` is the time when they are full
 * (platform.claude.com/docs/en/api/rate-limits), which gives the rate; without it, a full limit per minute does.
 */
export function projectBucket(bucket: Bucket, at: number, now: number): Bucket {
  const { limit, remaining, resetAt } = bucket;
  if (bucket.refill === 'at-reset') return resetAt !== undefined && now >= resetAt && limit !== undefined && remaining !== undefined ? { ...bucket, remaining: Math.max(limit, remaining) } : bucket;
  const elapsed = Math.max(0, now - at);
  if (limit === undefined || remaining === undefined || remaining >= limit) return bucket;
  const timeToFull = resetAt === undefined ? ((limit - remaining) / limit) * minute : resetAt - at;
  // A full bucket's reset lies a second before the response's own date, so a reset in the past means full.
  if (elapsed >= timeToFull) return { ...bucket, remaining: limit };
  return { ...bucket, remaining: remaining + (limit - remaining) * (elapsed / timeToFull) };
}

const minute = 60_000;

const byTelling: readonly BucketId[] = ['input-tokens', 'output-tokens', 'requests'];

/** `tokens` only repeats the strictest of the others, so it comes last. */
function tellingOrder(id: BucketId): number {
  const place = byTelling.indexOf(id);
  return place >= 0 ? place : id === 'tokens' ? byTelling.length + 1 : byTelling.length;
}
