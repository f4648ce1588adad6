import { bucketsOf, projectBucket } from './bucket';
import type { Bucket, BucketId, Snapshot } from './snapshot';

/** How much of each bucket was used per minute, by the readings; a bucket that no two readings tell of is not in it. */
export type Burn = ReadonlyMap<BucketId, number>;

/** What was used longer ago says nothing of now. */
const recent = 5 * 60_000;

/** A request or two within less time than this, in ms, would count as hundreds a minute; many of them are that many. */
const shortest = 5_000;
const many = 5;

/**
 * What readings of one model, oldest first, show of its use: the difference between what a bucket would hold had nobody used
 * it, and what it held. One that is full in the end may have had more used of it than that.
 */
export function burnOf(readings: readonly Snapshot[]): Burn {
  const last = readings.at(-1);
  const pairs = readings.slice(1).flatMap((next, index) => {
    const before = readings[index];
    return before && last && next.at > before.at && last.at - before.at <= recent ? [{ before, next }] : [];
  });
  const rates = (last ? bucketsOf(last) : []).flatMap(({ id }): [BucketId, number][] => {
    const told = pairs.flatMap(({ before, next }) => {
      const used = usedBetween(id, before, next);
      return used === undefined ? [] : [{ used, ms: next.at - before.at }];
    });
    const ms = told.reduce((sum, one) => sum + one.ms, 0);
    return ms === 0 || (ms < shortest && told.length < many) ? [] : [[id, (told.reduce((sum, one) => sum + one.used, 0) / ms) * minute]];
  });
  return new Map(rates);
}

function usedBetween(id: BucketId, before: Snapshot, next: Snapshot): number | undefined {
  const [from, to] = [bucketIn(before, id), bucketIn(next, id)];
  if (from?.remaining === undefined || to?.remaining === undefined) return undefined;
  // The ping that brought the reading is a request, too, and none of the user's.
  const own = id === 'requests' && next.source === undefined ? 1 : 0;
  return Math.max(0, untouchedBy(from, to, next.at - before.at) - to.remaining - own);
}

/** What a bucket would have held without any use, had it no limit: one that is not full in the end has taken in all that flowed. */
function untouchedBy(from: Bucket, to: Bucket, ms: number): number {
  const { limit, remaining = 0 } = from;
  if (from.refill === 'at-reset') return from.resetAt === to.resetAt ? remaining : (limit ?? remaining);
  if (limit === undefined) return remaining;
  const isFull = (to.remaining ?? 0) >= limit * almostFull;
  const held = remaining + limit * (ms / minute);
  return isFull ? Math.min(limit, held) : held;
}

/** Of a bucket that is fuller than this it cannot be told how much flowed over. */
const almostFull = 0.98;

function bucketIn(snapshot: Snapshot, id: BucketId): Bucket | undefined {
  return bucketsOf(snapshot).find((bucket) => bucket.id === id);
}

/** The bucket at `now`, if it was used since it was read at `at` (both ms) as fast as before; never below nothing by that alone. */
export function spentBucket(bucket: Bucket, { at, now, perMinute }: { readonly at: number; readonly now: number; readonly perMinute: number }): Bucket {
  const { limit, remaining } = bucket;
  if (remaining === undefined || limit === undefined) return bucket;
  const elapsed = Math.max(0, now - at) / minute;
  const refill = bucket.refill === 'at-reset' ? 0 : limit;
  const untouched = projectBucket(bucket, at, now).remaining ?? remaining;
  if (bucket.refill === 'at-reset' && untouched >= limit && remaining < limit) return { ...bucket, remaining: untouched };
  // What flows in beyond the limit is lost, so that only use above the refill drains a bucket for good.
  const steady = Math.min(limit, remaining + (refill - perMinute) * elapsed);
  return { ...bucket, remaining: Math.min(untouched, Math.max(Math.min(0, untouched), steady)) };
}

/** ms until a bucket is empty at this use; undefined where it refills as fast. */
export function emptyIn({ limit, remaining, refill, resetAt }: Bucket, perMinute: number, now: number): number | undefined {
  if (remaining === undefined || limit === undefined) return undefined;
  const net = perMinute - (refill === 'at-reset' ? 0 : limit);
  if (net <= 0) return undefined;
  const ms = (Math.max(0, remaining) / net) * minute;
  return refill === 'at-reset' && resetAt !== undefined && now + ms >= resetAt ? undefined : ms;
}

const minute = 60_000;
