import type { TimelineEntry } from '../evidence';
import { findUsage } from './findUsage';
import { lineStarts } from './lineStarts';
import { timesIn } from './timesIn';

/** What a log says beside its errors, and where. */
export interface LogEvent {
  readonly index: number;
  readonly entry: TimelineEntry;
}

/** The answers that went well and the retries that a log announces, in the order of the text; the last ones only if there are very many. */
export function findEvents(text: string): readonly LogEvent[] {
  const costs = findUsage(text).map(({ index, inputTokens, hasStatus }) => ({ index, hasStatus, entry: { kind: 'answer' as const, status: 200, inputTokens } }));
  const events = withDetails(text, [...findRetries(text), ...findAnswers(text)], [...costs, ...findLeft(text)]);
  const timeAt = timesIn(text);
  return events.slice(-mostEvents).map(({ index, entry }) => {
    const at = timeAt(index);
    return { index, entry: { ...entry, ...(at !== undefined && { at }) } };
  });
}

const mostEvents = 2000;

/** What a line tells of an answer. */
interface Detail extends LogEvent {
  readonly hasStatus: boolean;
}

/**
 * Puts what a line tells of an answer beside the answer before it, or takes it for one of its own where that is told already, or where its
 * line has a status and is another one.
 */
function withDetails(text: string, events: readonly LogEvent[], details: readonly Detail[]): readonly LogEvent[] {
  const all: LogEvent[] = [];
  const plain = events.map((event) => ({ ...event, hasStatus: false }));
  for (const { hasStatus, ...event } of [...plain, ...details].sort((a, b) => a.index - b.index)) {
    const before = all.at(-1);
    const isNear = before && event.index - before.index < farthestDetail && !(hasStatus && text.slice(before.index, event.index).includes('\n'));
    if (before && isNear && isDetailOf(event.entry, before.entry)) all[all.length - 1] = { index: before.index, entry: { ...before.entry, ...event.entry } };
    else all.push(event);
  }
  return all;
}

function isDetailOf({ inputTokens, requestsLeft }: TimelineEntry, before: TimelineEntry): boolean {
  if (before.kind !== 'answer') return false;
  return (inputTokens !== undefined && before.inputTokens === undefined) || (requestsLeft !== undefined && before.requestsLeft === undefined);
}

/** Characters: a dump of headers may stand between. */
const farthestDetail = 6000;

/** What programs log of an answer's headers in its line. */
const left = /\b2\d\d\b[^\n]{0,200}?\brequests(?:[-_ ]remaining["']?\s?[=: ]\s?["']?(\d{1,9})(?:\/(\d{1,9}))?| (\d{1,9})\/(\d{1,9}))(?![\d.])/g;

function findLeft(text: string): readonly Detail[] {
  return [...text.matchAll(left)].map(({ 1: remaining, 2: limit, 3: bare, 4: bareLimit, index }) => {
    const of = limit ?? bareLimit;
    return { index, hasStatus: true, entry: { kind: 'answer', status: 200, requestsLeft: Number(remaining ?? bare), ...(of !== undefined && { requestsLimit: Number(of) }) } };
  });
}

/**
 * Sentences of the Python SDK ("Retrying request to /v1/messages in 0.49 seconds"), tenacity and LangChain ("Retrying f in 4.0 seconds as it
 * raised …"), backoff ("Backing off f(...) for 0.8s"), Claude Code ("Retrying in 5 seconds… (attempt 3/10)") and hand-written loops.
 */
const announced = /\b(?:Retry(?:ing)?|Backing off|Sleeping|Waiting)\b[^\n]{0,160}?\b(?:in|for|after) (\d{1,7}(?:\.\d{1,9})?) ?(ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?)\b/gi;
/**
 * What tells no wait: the TypeScript SDK's log, and the loops that count their attempts, p-retry's `onFailedAttempt` among them
 * ("attempt 1 failed, 3 left"). And the messages of the Agent SDK, which have it in ms.
 */
const counted = /\bretrying, \d{1,3} attempts? remaining|"retry_delay_ms"\s{0,2}:\s{0,2}(\d{1,9})|\bRetryTemplate\b[^\n]{0,60}: (?=Retry: count=[1-9])|\battempt #?(\d{1,3})(?: ?(?:\/|of) ?(\d{1,3}))? failed\b(?!,? ?\(?(?:0|no) )/gi;

function findRetries(text: string): LogEvent[] {
  const told = [...text.matchAll(announced)].map((match) => retry(text, match, seconds(match[1] ?? '', match[2] ?? '')));
  // The last attempt announces nothing any more.
  const others = [...text.matchAll(counted)].filter(({ 2: attempt, 3: all }) => all === undefined || attempt !== all).map((match) => retry(text, match, match[1] === undefined ? undefined : Number(match[1]) / 1000));
  if (told.length === 0 && others.length === 0) return [...text.matchAll(sentAgain)].map(({ index }): LogEvent => ({ index, entry: { kind: 'retry', layer: 'sdk' } }));
  const [lineOfTold, lineOfOther] = [lineStarts(text), lineStarts(text)];
  const lines = new Set(told.map(({ index }) => lineOfTold(index)));
  // A loop that counts its attempts often tells its wait in the same line.
  return [...told, ...others.filter(({ index }) => !lines.has(lineOfOther(index)))];
}

/** A header of the SDKs' requests, which tells retries where nothing announces them. */
const sentAgain = /\bx-stainless-retry-count\\{0,3}["']?\s?[:=]\s?\\{0,3}["']?[1-9]/gi;

function retry(text: string, match: RegExpExecArray, waitSeconds: number | undefined): LogEvent {
  const layer = layerOf(text, match);
  return { index: match.index, entry: { kind: 'retry', ...(waitSeconds !== undefined && { waitSeconds }), ...(layer && { layer }) } };
}

/**
 * The SDKs' own sentences (Python `_base_client.py`, TypeScript `client.ts`, AWS SDK for Java `RetryableStageHelper`) and Spring Retry's;
 * the others tell in their line what they retry.
 */
function layerOf(text: string, { 0: sentence, index }: RegExpExecArray): TimelineEntry['layer'] {
  if (/^(?:Retrying request to |retrying, \d)/.test(sentence)) return 'sdk';
  if (sentence.startsWith('RetryTemplate')) return 'around';
  const before = text.slice(Math.max(0, index - besides), index);
  const line = before.slice(before.lastIndexOf('\n') + 1) + (text.slice(index, index + sentence.length + besides).split('\n', 1)[0] ?? '');
  if (line.includes('RetryableStageHelper')) return 'sdk';
  return /\b(?:429|529)\b|rate.?limit|overloaded|too.?many.?requests/i.test(line) ? 'around' : undefined;
}

/** Characters before and behind an announcement in which its line says what is retried. */
const besides = 300;

function seconds(number: string, unit: string): number {
  if (/^m(?:s|illi)/i.test(unit)) return Number(number) / 1000;
  return /^m/i.test(unit) ? Number(number) * 60 : Number(number);
}

/** httpx's log of requests, access logs, the TypeScript SDK's log, and OkHttp's. */
const answered = /"(?:POST [^"\n]{0,200}\/v1\/messages[^"\n]{0,60} )?HTTP\/\d(?:\.\d)?"? (2\d\d)\b|\/v1\/messages[^\s"]{0,60} succeeded with status (2\d\d)\b|\b(2\d\d) POST \/v1\/messages\b|<-- (2\d\d) https?:\/\/[^\s"]{1,100}\/v1\/messages\b/g;

function findAnswers(text: string): LogEvent[] {
  return [...text.matchAll(answered)].map((match): LogEvent => ({ index: match.index, entry: { kind: 'answer', status: Number(match[1] ?? match[2] ?? match[3] ?? match[4]) } }));
}
