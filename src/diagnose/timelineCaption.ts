import { duration } from './facts';
import type { TimelineChart } from './timelineChart';

/** What a chart of a timeline shows, as a sentence without a full stop. */
export function timelineCaption({ stepMs }: Pick<TimelineChart, 'stepMs'>): string {
  return `One line is ${duration(stepMs / 1000)}; times in UTC, or as the text has them where it names no zone`;
}
