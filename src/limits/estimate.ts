import { bucketsOf, headroom, projectBucket, tightestBucket } from './bucket';
import type { Bucket, Snapshot } from './snapshot';

/** How a snapshot's buckets should stand some time after it was taken. */
export interface Estimate {
  readonly buckets: readonly Bucket[];
  readonly tightest?: { readonly bucket: Bucket; readonly headroom: number };
  /** ms since the snapshot. */
  readonly age: number;
  /** True once a number differs from what was read. */
  readonly estimated: boolean;
}

/** Projects a snapshot to `now` (ms), as if nothing was sent since. */
export function estimateAt(snapshot: Snapshot, now: number): Estimate {
  const read = bucketsOf(snapshot);
  const buckets = read.map((bucket) => projectBucket(bucket, snapshot.at, now));
  const bucket = tightestBucket(buckets);
  const fraction = bucket && headroom(bucket);
  return {
    buckets,
    ...(bucket && fraction !== undefined && { tightest: { bucket, headroom: fraction } }),
    age: Math.max(0, now - snapshot.at),
    estimated: buckets.some(({ remaining }, index) => remaining !== read[index]?.remaining),
  };
}
