import type { Evidence } from '../evidence';
import { aboutRegions } from './aboutRegions';
import { areMany } from './areMany';
import { cleanText } from './cleanText';
import { type ContentRegion, contentRegions } from './contentRegions';
import { providerOf } from './evidenceOf';
import { findEvents } from './findEvents';
import { findMarks } from './findMarks';
import { findStarts } from './findStarts';
import { foldMarks } from './foldMarks';
import type { Slot } from './mark';
import { outside } from './outside';
import { createTally } from './tally';
import { timesIn } from './timesIn';

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
    const marks = outside(about, outside(regions, findMarks(text), ({ slot }) => ofRequest.includes(slot)));
    const found = foldMarks(text, marks);
    // A line with a time is printed.
    const timeAt = timesIn(text);
    const records = found.some(({ shown }) => shown) || !areMany(marks) || found.some(({ start }) => timeAt(start) !== undefined) ? found : [];
    // An error that may go on behind the end of the part is left for the next one, unless the part is full of it.
    const open = until < text.length ? records.findLast(({ end }) => end >= until) : undefined;
    const cut = open !== undefined && open.start > until - longestError ? Math.min(until, open.start) : until;
    const from = text.lastIndexOf('\n', Math.max(0, cut - 1)) + 1;
    const stop = until < text.length && cut - from < longestError && from > 0 ? from : cut;
    const done = records.filter(({ start }) => start < stop);
    content = regions.find(({ start, end }) => start < stop && end > stop);
    const events = outside(about, outside(regions, findEvents(text))).filter(({ index }) => index < stop);
    const foreign = new Set(done.filter((record) => providerOf(record) === 'other'));
    const starts = findStarts(text).flatMap((index) => (index < stop ? (timeAt(index) ?? []) : []));
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

/** Characters that are read at a time: some 50 ms of work in a plain log. */
const partLength = 256 * 1024;
/** Characters: an error with its headers, its body and its trace is shorter. */
const longestError = 32 * 1024;

/** What a request's content may tell of the request. */
const ofRequest: readonly Slot[] = ['model'];
