import { bucketsOf, headroom, isTelling, projectBucket, tightestBucket } from './bucket';
import { type Burn, burnOf, emptyIn, spentBucket } from './burn';
import { modelClass } from './modelClass';
import type { Bucket, Snapshot } from './snapshot';

/** How a snapshot's buckets should stand some time after it was taken. */
export interface Estimate {
  readonly buckets: readonly Bucket[];
  /** The bucket that is empty first at the use seen; where none runs empty, the one with the least headroom. */
  readonly tightest?: { readonly bucket: Bucket; readonly headroom: number; /** ms until it is empty. */ readonly emptyIn?: number };
  /** The use that the readings show. */
  readonly burn: Burn;
  /** ms since the snapshot. */
  readonly age: number;
  /** True once a number differs from what was read. */
  readonly estimated: boolean;
}

/** The estimate of one model class. */
export interface ClassEstimate extends Estimate {
  /** The last reading. */
  readonly reading: Snapshot;
}

/** An estimate for each model class that was read, the tightest first. */
export function estimatesAt(readings: readonly Snapshot[], now: number): readonly ClassEstimate[] {
  const classes = [...new Set(readings.map(({ model }) => modelClass(model)))];
  const all = classes.flatMap((name): ClassEstimate[] => {
    const own = readings.filter(({ model }) => modelClass(model) === name);
    const [reading, estimate] = [own.at(-1), estimateAt(own, now)];
    return reading && estimate ? [{ ...estimate, reading }] : [];
  });
  const urgency = ({ tightest }: Estimate) => [tightest?.emptyIn ?? Infinity, tightest?.headroom ?? 1] as const;
  return all.sort((a, b) => {
    const [[soonA, leftA], [soonB, leftB]] = [urgency(a), urgency(b)];
    return soonA === soonB ? leftA - leftB : soonA - soonB;
  });
}

/** Projects the last of some readings of one model class, oldest first, to `now` (ms), as if it was used on as the readings show; undefined without any. */
export function estimateAt(readings: readonly Snapshot[], now: number): Estimate | undefined {
  const snapshot = readings.at(-1);
  if (!snapshot) return undefined;
  const burn = burnOf(readings);
  const read = bucketsOf(snapshot);
  const buckets = read.map((bucket) => {
    const perMinute = burn.get(bucket.id);
    return perMinute === undefined ? projectBucket(bucket, snapshot.at, now) : spentBucket(bucket, { at: snapshot.at, now, perMinute });
  });
  const tightest = tightestOf(buckets, burn, now);
  return { buckets, burn, ...(tightest && { tightest }), age: Math.max(0, now - snapshot.at), estimated: buckets.some(({ remaining }, index) => remaining !== read[index]?.remaining) };
}

function tightestOf(buckets: readonly Bucket[], burn: Burn, now: number): Estimate['tightest'] {
  const draining = buckets.filter(isTelling).flatMap((bucket) => {
    const ms = emptyIn(bucket, burn.get(bucket.id) ?? 0, now);
    return ms === undefined ? [] : [{ bucket, ms }];
  });
  const [first] = draining.sort((a, b) => a.ms - b.ms);
  const bucket = first?.bucket ?? tightestBucket(buckets);
  const fraction = bucket && headroom(bucket);
  return bucket && fraction !== undefined ? { bucket, headroom: fraction, ...(first && { emptyIn: first.ms }) } : undefined;
}
