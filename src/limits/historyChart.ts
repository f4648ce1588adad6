import { headroom } from './bucket';
import { bucketName } from './bucketNames';
import { isLimited, thinHistory, type HistoryEntry } from './history';
import type { Bucket, BucketId } from './snapshot';
import { durationInWords, percentOf } from './words';

/** How far back a chart goes, in ms. */
export const ranges = { '1h': 3_600_000, '24h': 86_400_000, '7d': 604_800_000 } as const;

export type Range = keyof typeof ranges;

/** The headroom of one model class over time. Plain JSON, for which a reading's lack of a bucket is `null`. */
export interface HistoryChart {
  /** ms since 1970. */
  readonly from: number;
  readonly to: number;
  readonly lines: readonly ChartLine[];
  /** Oldest first. */
  readonly readings: readonly ChartReading[];
}

/** One bucket. */
export interface ChartLine {
  readonly id: BucketId;
  readonly short: string;
  readonly long: string;
}

export interface ChartReading {
  readonly at: number;
  /** Percent left of each line's bucket, in their order. */
  readonly left: readonly (number | null)[];
  /** It was a 429. */
  readonly limited: boolean;
  readonly retryAfterSeconds?: number;
}

/** More points than this no chart shows apart. */
const mostSlots = 400;

/** The chart of a model class's entries, oldest first, over the range that ends at `now` (ms). */
export function historyChart(entries: readonly HistoryEntry[], range: Range, now: number): HistoryChart {
  const from = now - ranges[range];
  const shown = thinHistory(entries.filter(({ at }) => at >= from && at <= now), () => ranges[range] / mostSlots);
  const ids = [...new Set(shown.flatMap(({ buckets }) => buckets.map(({ id }) => id)))].sort((a, b) => order.indexOf(b) - order.indexOf(a));
  return { from, to: now, lines: ids.map((id) => ({ id, ...bucketName(id) })), readings: shown.map((entry) => readingOf(entry, ids)) };
}

/** Backwards: what is not in it, the windows of a subscription, comes last. */
const order: readonly BucketId[] = ['tokens', 'requests', 'output-tokens', 'input-tokens'];

function readingOf({ at, status, retryAfterSeconds, buckets }: HistoryEntry, ids: readonly BucketId[]): ChartReading {
  const left = ids.map((id) => percentLeft(buckets.find((bucket) => bucket.id === id)));
  return { at, left, limited: isLimited({ status }), ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
}

function percentLeft(bucket: Bucket | undefined): number | null {
  const left = bucket && headroom(bucket);
  return left === undefined ? null : percentOf(left);
}

/** What a reading said, in words to hear or to read, without its time. */
export function readingInWords({ lines }: Pick<HistoryChart, 'lines'>, reading: ChartReading): string {
  const buckets = lines.flatMap(({ long }, index) => {
    const left = reading.left[index];
    return typeof left === 'number' ? [`${left} % left of ${long}`] : [];
  });
  return [answerInWords(reading), ...buckets].filter((part) => part !== '').join(', ');
}

/** What a reading was, where it was no usual answer. */
export function answerInWords({ limited, retryAfterSeconds }: ChartReading): string {
  if (!limited) return '';
  return retryAfterSeconds === undefined ? 'rate limited (429)' : `rate limited (429), wait ${durationInWords(retryAfterSeconds * 1000)}`;
}

/** Times and values as a plotting library takes them: all lines share the times. */
export interface Plotted {
  readonly times: readonly number[];
  /** `undefined` where a time is another line's, over which the line goes on; `null` where it is broken off. */
  readonly values: readonly (readonly (number | null | undefined)[])[];
}

/**
 * A line between two readings says that nothing happened in between, which nobody knows of readings that lie far apart: it is broken
 * off there.
 */
export function plotted({ from, to, lines, readings }: HistoryChart): Plotted {
  const longest = (to - from) / brokenAfter;
  const points = readings.flatMap((reading, index): readonly { readonly time: number; readonly left?: ChartReading['left'] }[] => {
    const { at, left } = reading;
    const before = readings[index - 1]?.at ?? at;
    return at - before > longest ? [{ time: (before + at) / 2 }, { time: at, left }] : [{ time: at, left }];
  });
  return { times: points.map(({ time }) => time), values: lines.map((_line, index) => points.map(({ left }) => (left === undefined ? null : (left[index] ?? undefined)))) };
}

/** A tenth of the chart: six minutes of an hour, more than the usual time between pings. */
const brokenAfter = 10;
