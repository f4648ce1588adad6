import { bucketsOf, headroom, tightestBucket } from './bucket';
import { modelClass } from './modelClass';
import type { Bucket, Snapshot } from './snapshot';

/** What the history keeps of one answer: what it said of the limits, and nothing of who asked, or what. Plain JSON. */
export interface HistoryEntry {
  /** ms since 1970. */
  readonly at: number;
  readonly model: string;
  /** HTTP status. */
  readonly status: number;
  /** Whose answer it was, where it was not a test ping's. */
  readonly source?: string;
  readonly retryAfterSeconds?: number;
  /** Windows of a subscription are among them. */
  readonly buckets: readonly Bucket[];
}

/** The entry of an answer; none for one that tells neither a limit nor a 429. */
export function historyEntry(reading: Snapshot): HistoryEntry | undefined {
  const { at, model, status, source, retryAfterSeconds } = reading;
  const buckets = bucketsOf(reading);
  if (buckets.length === 0 && !isLimited(reading)) return undefined;
  return { at, model, status, ...(source !== undefined && { source }), ...(retryAfterSeconds !== undefined && { retryAfterSeconds }), buckets };
}

export function isLimited({ status }: Pick<Snapshot, 'status'>): boolean {
  return status === 429;
}

const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000];

/** Up to which age, in ms, one entry of how long a time is kept. Together they are some 2,500 entries for a model class. */
const tiers: readonly { readonly age: number; readonly slot: number }[] = [
  { age: 10 * minute, slot: second },
  { age: hour, slot: 5 * second },
  { age: day, slot: 2 * minute },
  // A day more than the longest range that is shown.
  { age: 8 * day, slot: 15 * minute },
];

const mostEntries = 4000;

/** The history without what is too old or too much at `now` (ms), oldest first: the older it is, the fewer entries are kept of a time. */
export function boundHistory(entries: readonly HistoryEntry[], now: number): readonly HistoryEntry[] {
  const slotOf = ({ at }: HistoryEntry) => tiers.find(({ age }) => now - at <= age)?.slot ?? 0;
  // What lies days ahead was written while the clock was wrong, and would be the newest for ever.
  const valid = entries.filter((entry) => slotOf(entry) > 0 && entry.at - now < day);
  return thinHistory(valid, slotOf).slice(-mostEntries);
}

/**
 * Of each model class one entry in a slot of so many ms, oldest first: the one with the least headroom, as a low that was passed is
 * what one looks for afterwards. A 429 never gives way to an answer, and the newest entry of a class stays.
 */
export function thinHistory(entries: readonly HistoryEntry[], slotOf: (entry: HistoryEntry) => number): readonly HistoryEntry[] {
  const kept = new Map<string, HistoryEntry>();
  const newest = new Map<string, HistoryEntry>();
  for (const entry of entries) {
    const slot = slotOf(entry);
    const name = modelClass(entry.model);
    const key = [slot, Math.floor(entry.at / slot), isLimited(entry), name].join(' ');
    const other = kept.get(key);
    if (other === undefined || isTighter(entry, other)) kept.set(key, entry);
    if (entry.at > (newest.get(name)?.at ?? -Infinity)) newest.set(name, entry);
  }
  return [...new Set([...kept.values(), ...newest.values()])].sort((a, b) => a.at - b.at);
}

function isTighter(entry: HistoryEntry, other: HistoryEntry): boolean {
  const [left, leftThere] = [leftOf(entry), leftOf(other)];
  return left === leftThere ? entry.at > other.at : left < leftThere;
}

function leftOf({ buckets }: HistoryEntry): number {
  const tightest = tightestBucket(buckets);
  return (tightest && headroom(tightest)) ?? 2;
}
