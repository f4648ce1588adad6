import { headroom } from './bucket';
import type { HistoryEntry } from './history';
import type { Bucket } from './snapshot';

/** The history as CSV (RFC 4180), with one row for each bucket of an answer; times are UTC. An answer without buckets has one row, too. */
export function historyCsv(entries: readonly HistoryEntry[]): string {
  const rows = entries.flatMap((entry) => (entry.buckets.length === 0 ? [rowOf(entry)] : entry.buckets.map((bucket) => rowOf(entry, bucket))));
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

const columns = ['time', 'model', 'source', 'status', 'retry_after_seconds', 'bucket', 'limit', 'remaining', 'headroom_percent', 'full_again'];

type Cell = string | number | undefined;

function rowOf({ at, model, source = 'ping', status, retryAfterSeconds }: HistoryEntry, bucket?: Bucket): readonly Cell[] {
  const left = bucket && headroom(bucket);
  const percent = left === undefined ? undefined : Math.round(left * 1000) / 10;
  return [timeOf(at), model, source, status, retryAfterSeconds, bucket?.id, bucket?.limit, bucket?.remaining, percent, timeOf(bucket?.resetAt)];
}

/** A `Date` reaches 273,000 years; a header may claim more. */
function timeOf(ms: number | undefined): string | undefined {
  const date = new Date(ms ?? NaN);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** A number stays one, also a negative one: no program takes it for a formula. */
function cell(value: Cell): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  const text = beginsFormula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * The name of a model comes from outside, and spreadsheets run what begins like this: the list of OWASP's page "CSV Injection", with
 * the wide forms of the signs, and after blanks, which some programs leave out.
 */
const beginsFormula = /^\s*[=+\-@\t\r\n＝＋－＠]/;
