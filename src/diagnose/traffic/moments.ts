import type { Evidence, TimelineEntry } from '../evidence';

/** A request that was answered or refused at a known time. */
export interface Moment {
  /** ms since 1970. */
  readonly at: number;
  readonly refused: boolean;
}

/** The requests of the text whose times are known, oldest first; announced retries are none. */
export function moments({ timeline }: Pick<Evidence, 'timeline'>): readonly Moment[] {
  return timeline.flatMap((entry) => moment(entry) ?? []).sort((a, b) => a.at - b.at);
}

function moment({ kind, at }: TimelineEntry): Moment | undefined {
  return at === undefined || kind === 'retry' ? undefined : { at, refused: kind === 'error' };
}
