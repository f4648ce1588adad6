import type { Evidence, TimelineEntry } from '../evidence';

/** What follows the newest answer that went well: that ended a request, so what came before it does not tell of the next one. */
export function sinceAnswer({ timeline }: Pick<Evidence, 'timeline'>): readonly TimelineEntry[] {
  return timeline.slice(timeline.findLastIndex(({ kind }) => kind === 'answer') + 1);
}
