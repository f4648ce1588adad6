import { count, counted } from './facts';
import type { ChartRow, TimelineChart } from './timelineChart';

const widest = 40;

/** A chart of a timeline as lines of equal columns: the time in UTC, a bar of errors (`#`) and of answers (`+`), and the counts. */
export function timelineText({ stepMs, rows, untimed }: TimelineChart): readonly string[] {
  const most = Math.max(1, ...rows.map(({ errors, answers }) => errors + answers));
  const bars = rows.map(({ errors, answers }) => '#'.repeat(width(errors, most)) + '+'.repeat(width(answers, most)));
  const columns = Math.max(...bars.map((bar) => bar.length));
  const lines = rows.map((row, index) => `${timeOf(row.at, stepMs)}  ${(bars[index] ?? '').padEnd(columns)}  ${counts(row)}`);
  return [...lines, ...(untimed > 0 ? [`and ${count(untimed)} without a time`] : [])];
}

function width(value: number, most: number): number {
  return value === 0 ? 0 : Math.max(1, Math.round((value * Math.min(most, widest)) / most));
}

function counts({ errors, retries, answers }: ChartRow): string {
  return [errors > 0 && counted(errors, 'error'), retries > 0 && (retries === 1 ? '1 announced retry' : `${count(retries)} announced retries`), answers > 0 && counted(answers, 'answer')].filter((part) => part !== false).join(', ');
}

function timeOf(at: number, stepMs: number): string {
  const iso = new Date(at).toISOString();
  return stepMs < 60_000 ? iso.slice(11, 19) : iso.slice(0, 16).replace('T', ' ');
}
