import type { TimelineEntry } from './evidence';

/** What happened in one stretch of time. Plain numbers. */
export interface ChartRow {
  /** When it begins, in ms since 1970. */
  readonly at: number;
  readonly errors: number;
  readonly retries: number;
  readonly answers: number;
}

/** A timeline as rows of equal stretches; those in which nothing happened are left out. */
export interface TimelineChart {
  readonly stepMs: number;
  readonly rows: readonly ChartRow[];
  /** Entries without a time, which are in no row. */
  readonly untimed: number;
}

const [second, minute, hour] = [1000, 60_000, 3_600_000];
const steps: readonly number[] = [second, 5 * second, 15 * second, minute, 5 * minute, 15 * minute, hour, 6 * hour, 24 * hour];
const mostRows = 24;

/** The timeline in at most two dozen rows, oldest first; undefined where fewer than two entries have a time. */
export function timelineChart(timeline: readonly TimelineEntry[]): TimelineChart | undefined {
  const times = timeline.flatMap(({ at }) => at ?? []);
  if (times.length < 2) return undefined;
  for (const step of steps) {
    const rows = rowsOf(timeline, step);
    if (rows.length <= mostRows || step === steps.at(-1)) return { stepMs: step, rows: rows.slice(-mostRows), untimed: timeline.length - times.length };
  }
  return undefined;
}

function rowsOf(timeline: readonly TimelineEntry[], step: number): readonly ChartRow[] {
  const rows = new Map<number, ChartRow>();
  for (const { kind, at: time } of timeline) {
    if (time === undefined) continue;
    const at = Math.floor(time / step) * step;
    const { errors, retries, answers } = rows.get(at) ?? { errors: 0, retries: 0, answers: 0 };
    rows.set(at, { at, errors: errors + Number(kind === 'error'), retries: retries + Number(kind === 'retry'), answers: answers + Number(kind === 'answer') });
  }
  return [...rows.values()].sort((a, b) => a.at - b.at);
}
