import { type ErrorGroup, type Evidence, type Frame, noEvidence, type TimelineEntry } from '../evidence';
import { aboutRegions, type Region } from './aboutRegions';
import { cleanText } from './cleanText';
import { type ContentRegion, contentRegions } from './contentRegions';
import { evidenceOf, providerOf } from './evidenceOf';
import { findEvents, type LogEvent } from './findEvents';
import { findFrames } from './findFrames';
import { findMarks } from './findMarks';
import { findPrograms } from './findPrograms';
import { findStarts } from './findStarts';
import { type ErrorRecord, foldMarks } from './foldMarks';
import { createGroups } from './groups';
import type { Slot } from './mark';
import { timeAt } from './timeAt';

/** Reads a text that comes piece by piece. */
export interface EvidenceReader {
  /** Takes the next piece; where it begins and ends does not matter. */
  push(piece: string): void;
  /** What the whole text tells. Nothing can be pushed after it. */
  end(): Evidence;
}

/**
 * Reads the errors in a text of any length: an exception as an SDK prints it, a JSON body, curl's output, a stream, a log. The newest error
 * that tells something decides; the others are counted and put on a timeline. What it keeps does not grow with the text, its time is
 * linear in it, and it never throws.
 */
export function createEvidenceReader(): EvidenceReader {
  const own = createTally();
  const others = createTally();
  let rest = '';
  /** Content of a request that the last part ended in. */
  let content: ContentRegion | undefined;

  /** Reads a part of the text, of which what begins at `until` or later is read with the next part. */
  function readPart(text: string, until: number): number {
    const regions = contentRegions(text, { open: content });
    const about = aboutRegions(text);
    const records = foldMarks(text, outside(about, outside(regions, findMarks(text), ofRequest)));
    // An error that may go on behind the end of the part is left for the next one, unless the part is full of it.
    const open = until < text.length ? records.findLast(({ end }) => end >= until) : undefined;
    const cut = open !== undefined && open.start > until - longestError ? Math.min(until, open.start) : until;
    const from = text.lastIndexOf('\n', Math.max(0, cut - 1)) + 1;
    const stop = until < text.length && cut - from < longestError && from > 0 ? from : cut;
    const done = records.filter(({ start }) => start < stop);
    content = regions.find(({ start, end }) => start < stop && end > stop);
    const events = outside(about, outside(regions, findEvents(text))).filter(({ index }) => index < stop);
    const foreign = new Set(done.filter((record) => providerOf(record) === 'other'));
    const starts = findStarts(text).flatMap((index) => (index < stop ? (timeAt(text, index) ?? []) : []));
    own.add({ text, records: foreign.size === 0 ? done : done.filter((record) => !foreign.has(record)), events, starts });
    if (own.isEmpty()) others.add({ text, records: [...foreign], events, starts });
    return stop;
  }

  return {
    push: (piece) => {
      rest += piece;
      while (rest.length >= partLength) {
        // Parts begin and end at the same places however the text is cut into pieces.
        const text = cleanText(rest.slice(0, partLength));
        const stop = readPart(text, text.length - longestError);
        rest = text.slice(stop) + rest.slice(partLength);
      }
    },
    end: () => {
      const text = cleanText(rest);
      readPart(text, text.length);
      return (own.isEmpty() ? others : own).end();
    },
  };
}

interface Part {
  readonly text: string;
  readonly records: readonly ErrorRecord[];
  readonly events: readonly LogEvent[];
  /** Times in ms. */
  readonly starts: readonly number[];
}

/** Errors of Claude, or of other services, as they come. */
interface Tally {
  add(part: Part): void;
  isEmpty(): boolean;
  end(): Evidence;
}

function createTally(): Tally {
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
      if (programs.size < mostPrograms) programsOf(text, records).forEach((name) => programs.add(name));
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
  return record && { record, frames: findFrames(text.slice(Math.max(0, record.start - framesBefore), record.end + framesAfter)) };
}

/** Characters that are read at a time: some 50 ms of work in a plain log. */
const partLength = 256 * 1024;
/** Characters: an error with its headers, its body and its trace is shorter. */
const longestError = 32 * 1024;
/** Characters around an error in which its stack trace is looked for: Python prints it before, the others behind. */
const framesBefore = 12_000;
const framesAfter = 6000;
const mostEntries = 2000;

function newestOf(entries: readonly TimelineEntry[]): readonly TimelineEntry[] {
  return entries.length > mostEntries ? entries.slice(-mostEntries) : entries;
}

function tells({ type, code, message, cloud, gateway, headers }: ErrorRecord): boolean {
  return [type, code, message, cloud, gateway].some((value) => value !== undefined) || Object.keys(headers).length > 0;
}

/** What a request's content may tell of the request. */
const ofRequest: readonly Slot[] = ['model'];

/** Marks and events, in the order of the text, without those in one of the regions, but for marks of the slots that are kept. */
function outside<T extends { readonly index: number; readonly slot?: Slot }>(regions: readonly Region[], found: readonly T[], kept: readonly Slot[] = []): readonly T[] {
  if (regions.length === 0) return found;
  let at = 0;
  return found.filter(({ index, slot }) => {
    while ((regions[at]?.end ?? Infinity) <= index) at++;
    return index < (regions[at]?.start ?? Infinity) || (slot !== undefined && kept.includes(slot));
  });
}

function entriesOf(text: string, records: readonly ErrorRecord[], events: readonly LogEvent[]): readonly TimelineEntry[] {
  const errors = records.slice(-mostEntries).map((record) => ({ index: record.start, entry: entryOf(text, record) }));
  return [...errors, ...events].sort((a, b) => a.index - b.index).map(({ entry }) => entry);
}

function entryOf(text: string, record: ErrorRecord): TimelineEntry {
  const { status, errorType, requestId, retryAfterSeconds, headers } = evidenceOf(record);
  const dated = Date.parse(headers.date ?? '');
  const at = timeAt(text, record.start) ?? (Number.isNaN(dated) ? undefined : dated);
  return {
    kind: 'error',
    ...(at !== undefined && { at }),
    ...(status !== undefined && { status }),
    ...(errorType !== undefined && { errorType }),
    ...(requestId !== undefined && { requestId }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  };
}
