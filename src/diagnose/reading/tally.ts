import { type ErrorGroup, type Evidence, type Frame, noEvidence, type TimelineEntry } from '../evidence';
import { copied } from './copied';
import type { ErrorRecord } from './errorRecord';
import { evidenceOf } from './evidenceOf';
import type { LogEvent } from './findEvents';
import { findFrames } from './findFrames';
import { findPrograms } from './findPrograms';
import { createGroups } from './groups';
import { timesIn } from './timesIn';

/** What was found in a part of a text. */
export interface Part {
  readonly text: string;
  readonly records: readonly ErrorRecord[];
  readonly events: readonly LogEvent[];
  /** Times in ms. */
  readonly starts: readonly number[];
}

/** Errors of Claude, or of other services, as they come. What it keeps does not grow with them. */
export interface Tally {
  add(part: Part): void;
  isEmpty(): boolean;
  end(): Evidence;
}

/** Makes an empty one. */
export function createTally(): Tally {
  const groups = createGroups();
  let timeline: readonly TimelineEntry[] = [];
  let occurrences = 0;
  let newest: Found | undefined;
  let telling: Found | undefined;
  let starts: readonly number[] = [];
  const programs = new Set<string>();
  /** Of the newest request whose size the text tells, as long as nothing is answered: retries do not tell it again. */
  let inputTokens: number | undefined;
  return {
    add: ({ text, records, events, starts: begun }) => {
      starts = [...starts, ...begun].slice(-mostStarts);
      inputTokens = sizeAfter(inputTokens, records, events);
      if (programs.size < mostPrograms) programsOf(text, records).forEach((name) => programs.add(copied(name)));
      timeline = newestOf([...timeline, ...entriesOf(text, records, events)]);
      records.forEach((record) => groups.add(record));
      occurrences += records.length;
      newest = foundIn(text, records.at(-1)) ?? newest;
      telling = foundIn(text, records.findLast(tells)) ?? telling;
    },
    isEmpty: () => occurrences === 0,
    end: () => {
      const found = telling ?? newest;
      if (!found) return { ...noEvidence, timeline };
      const kinds = groups.list();
      return {
        ...noEvidence,
        ...(inputTokens !== undefined && { inputTokens }),
        ...evidenceOf(whole(found.record, kinds)),
        occurrences,
        groups: kinds,
        timeline,
        frames: found.frames,
        ...(starts.length > 0 && { starts }),
        ...(programs.size > 1 && { programs: [...programs] }),
      };
    },
  };
}

const mostStarts = 50;
const mostPrograms = 20;

function sizeAfter(before: number | undefined, records: readonly ErrorRecord[], events: readonly LogEvent[]): number | undefined {
  const sized = records.findLast(({ inputTokens }) => inputTokens !== undefined);
  const answered = events.findLast(({ entry }) => entry.kind === 'answer')?.index ?? -1;
  if (sized) return answered > sized.start ? undefined : sized.inputTokens;
  return answered >= 0 ? undefined : before;
}

function programsOf(text: string, records: readonly ErrorRecord[]): readonly string[] {
  const programAt = findPrograms(text);
  return records.slice(-mostEntries).flatMap(({ start }) => programAt(start) ?? []);
}

/** The error with its whole message where the text breaks off in it, and an earlier error of the same kind tells how it goes on. */
function whole(record: ErrorRecord, kinds: readonly ErrorGroup[]): ErrorRecord {
  const { message = '', status, type } = record;
  if (message.length < leastMessage) return record;
  const longer = kinds.find((kind) => kind.status === status && kind.errorType === type && (kind.message?.length ?? 0) > message.length && kind.message?.startsWith(message));
  return longer?.message === undefined ? record : { ...record, message: longer.message };
}

/** Characters that tell one message from another. */
const leastMessage = 12;

interface Found {
  readonly record: ErrorRecord;
  readonly frames: readonly Frame[];
}

function foundIn(text: string, record: ErrorRecord | undefined): Found | undefined {
  return record && copied({ record, frames: findFrames(text.slice(Math.max(0, record.start - framesBefore), record.end + framesAfter)) });
}

/** Characters around an error in which its stack trace is looked for: Python prints it before, the others behind. */
const framesBefore = 12_000;
const framesAfter = 6000;
const mostEntries = 2000;

/** The reason phrases of statuses, and sentences that only name one. */
const isReason = /^(?:Too Many Requests|Bad Request|Unauthorized|Forbidden|Not Found|Internal Server Error|Bad Gateway|Service Unavailable|Gateway Timeout|Request failed with status code \d{3})$/i;

function newestOf(entries: readonly TimelineEntry[]): readonly TimelineEntry[] {
  return entries.length > mostEntries ? entries.slice(-mostEntries) : entries;
}

function tells({ type, code, message, cloud, gateway, headers }: ErrorRecord): boolean {
  const said = message !== undefined && !isReason.test(message) ? message : undefined;
  return [type, code, said, cloud, gateway].some((value) => value !== undefined) || Object.keys(headers).length > 0;
}

function entriesOf(text: string, records: readonly ErrorRecord[], events: readonly LogEvent[]): readonly TimelineEntry[] {
  const timeAt = timesIn(text);
  const errors = records.slice(-mostEntries).map((record) => ({ index: record.start, entry: entryOf(record, timeAt(record.start)) }));
  return [...errors, ...events].sort((a, b) => a.index - b.index).map(({ entry }) => entry);
}

/** `time` is that of its line, which goes before the header's. */
function entryOf(record: ErrorRecord, time: number | undefined): TimelineEntry {
  const { status, errorType, requestId, retryAfterSeconds, headers } = evidenceOf(record);
  const dated = Date.parse(headers.date ?? '');
  const at = time ?? (Number.isNaN(dated) ? undefined : dated);
  return copied({
    kind: 'error' as const,
    ...(at !== undefined && { at }),
    ...(status !== undefined && { status }),
    ...(errorType !== undefined && { errorType }),
    ...(requestId !== undefined && { requestId }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
}
