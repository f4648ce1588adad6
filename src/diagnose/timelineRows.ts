import type { TimelineEntry } from './evidence';
import { duration } from './facts';

/** A line of the timeline, in words that are ours. */
export interface TimelineRow {
  /** Seconds since the first entry that has a time; undefined where the line of the log has none. */
  readonly seconds?: number;
  /** Seconds of the wait that begins here: as the server asked with an error, as the program announced with a retry. */
  readonly wait?: number;
  readonly time: string;
  readonly kind: TimelineEntry['kind'];
  readonly what: string;
  readonly details: string;
}

/** The timeline in words, in the order of the text. Empty where no two entries have different times: then there is nothing to compare. */
export function timelineRows(timeline: readonly TimelineEntry[]): readonly TimelineRow[] {
  const times = timeline.flatMap(({ at }) => at ?? []);
  if (new Set(times).size < 2) return [];
  const first = times.reduce((least, at) => Math.min(least, at), Infinity);
  return timeline.map(({ at, kind, status, retryAfterSeconds, waitSeconds }) => {
    const seconds = at === undefined ? undefined : (at - first) / 1000;
    const wait = kind === 'error' ? retryAfterSeconds : waitSeconds;
    return {
      ...(seconds !== undefined && { seconds }),
      ...(wait !== undefined && { wait }),
      time: seconds === undefined ? 'no time' : `+ ${duration(seconds)}`,
      kind,
      what: `${kinds[kind]}${status === undefined ? '' : ` ${status}`}`,
      details: [retryAfterSeconds === undefined ? '' : `retry-after ${duration(retryAfterSeconds)}`, waitSeconds === undefined ? '' : `waits ${duration(waitSeconds)}`].filter((part) => part !== '').join(', '),
    };
  });
}

const kinds: Readonly<Record<TimelineEntry['kind'], string>> = { error: 'Error', retry: 'Retry', answer: 'Answer' };
