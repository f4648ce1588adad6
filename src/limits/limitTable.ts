import { bucketsOf, headroom } from './bucket';
import { bucketName } from './bucketNames';
import { emptyIn } from './burn';
import { callsThatFit, fittingSentences } from './callsThatFit';
import type { ClassEstimate } from './estimate';
import type { Bucket, BucketId, Snapshot } from './snapshot';
import { countInWords, durationInWords, percentOf } from './words';

/** What is left of the limits of one model class, in words: the same wherever it is shown. Plain text. */
export interface LimitTable {
  readonly model: string;
  /** ms since it was read. */
  readonly age: number;
  /** How it was read. */
  readonly source: string;
  readonly rows: readonly LimitRow[];
  /** True where use was seen, so that its two columns say something. */
  readonly isUsed: boolean;
  /** What else there is to say of the class, in words of our own only: nothing from outside stands in them. */
  readonly sentences: readonly string[];
}

export interface LimitRow {
  readonly id: BucketId;
  readonly name: string;
  readonly isTightest: boolean;
  readonly limit: string;
  /** With a `~` where it is an estimate. */
  readonly remaining: string;
  readonly again: string;
  readonly used: string;
  readonly empty: string;
}

/** The table of a class's estimate at `now` (ms). */
export function limitTable(estimate: ClassEstimate, now: number): LimitTable {
  const { reading, burn, buckets, estimated, age } = estimate;
  const read = bucketsOf(reading);
  const isUsed = [...burn.values()].some((perMinute) => perMinute > 0);
  const fitting = callsThatFit(buckets, burn);
  return {
    model: reading.model,
    age,
    source: sources[reading.source ?? 'ping'],
    rows: buckets.map((bucket, index) => rowOf({ bucket, read: read[index], estimate, now })),
    isUsed,
    sentences: [...(estimated ? [`~ is an estimate, as if ${isUsed ? 'it was used on like this' : 'nothing was sent since'}.`] : []), ...(fitting ? fittingSentences(fitting) : [])],
  };
}

const sources: Readonly<Record<NonNullable<Snapshot['source']> | 'ping', string>> = {
  ping: 'by a test ping',
  'pass-through': 'off your own traffic, by the pass-through',
  recorder: 'off your own traffic, by the recorder in your program',
};

interface Row {
  readonly bucket: Bucket;
  readonly read: Bucket | undefined;
  readonly estimate: ClassEstimate;
  readonly now: number;
}

function rowOf({ bucket, read, estimate, now }: Row): LimitRow {
  const { short, long } = bucketName(bucket.id);
  const { limit, remaining, resetAt } = bucket;
  const fraction = headroom(bucket);
  const share = fraction === undefined ? '' : ` (${percentOf(fraction)} %)`;
  const isWindow = bucket.refill === 'at-reset';
  const mark = remaining === read?.remaining ? '' : '~';
  const full = remaining !== undefined && limit !== undefined && remaining >= limit;
  return {
    id: bucket.id,
    name: `${long} (${short})`,
    isTightest: estimate.tightest?.bucket.id === bucket.id,
    limit: isWindow ? '' : limit === undefined ? '?' : countInWords(limit),
    remaining: remaining === undefined ? '?' : isWindow ? `${mark}${percentOf(Math.max(0, remaining))} %` : `${mark}${countInWords(remaining)}${share}`,
    again: full ? 'full' : resetAt === undefined ? '?' : `in ${durationInWords(resetAt - now)}`,
    ...useOf(bucket, estimate, now),
  };
}

function useOf(bucket: Bucket, { burn }: ClassEstimate, now: number): Pick<LimitRow, 'used' | 'empty'> {
  const perMinute = burn.get(bucket.id);
  if (perMinute === undefined) return { used: '?', empty: '?' };
  const empty = emptyIn(bucket, perMinute, now);
  const used = bucket.refill === 'at-reset' ? `${percentOf(perMinute * 60)} % an hour` : `${countInWords(perMinute)} a minute`;
  return { used, empty: empty === undefined ? 'not at this pace' : `in ${durationInWords(empty)}` };
}
