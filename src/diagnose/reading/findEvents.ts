import type { TimelineEntry } from '../evidence';
import { timeAt } from './timeAt';

/** What a log says beside its errors, and where. */
export interface LogEvent {
  readonly index: number;
  readonly entry: TimelineEntry;
}

/** The answers that went well and the retries that a log announces, in the order of the text; the last ones only if there are very many. */
export function findEvents(text: string): readonly LogEvent[] {
  const events = [...findRetries(text), ...findAnswers(text)].sort((a, b) => a.index - b.index);
  return events.slice(-mostEvents).map(({ index, entry }) => {
    const at = timeAt(text, index);
    return { index, entry: { ...entry, ...(at !== undefined && { at }) } };
  });
}

const mostEvents = 2000;

/**
 * Sentences of the Python SDK ("Retrying request to /v1/messages in 0.49 seconds"), tenacity and LangChain ("Retrying f in 4.0 seconds as it
 * raised …"), backoff ("Backing off f(...) for 0.8s"), Claude Code ("Retrying in 5 seconds… (attempt 3/10)") and hand-written loops.
 */
const announced = /\b(?:Retry(?:ing)?|Backing off|Sleeping|Waiting)\b[^\n]{0,160}?\b(?:in|for|after) (\d{1,7}(?:\.\d{1,9})?) ?(ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?)\b/gi;
/** The TypeScript SDK's debug log, which tells no wait, and the messages of the Agent SDK. */
const counted = /\bretrying, \d{1,3} attempts? remaining|"retry_delay_ms"\s{0,2}:\s{0,2}(\d{1,9})/gi;

function findRetries(text: string): LogEvent[] {
  const told = [...text.matchAll(announced)].map((match): LogEvent => ({ index: match.index, entry: { kind: 'retry', waitSeconds: seconds(match[1] ?? '', match[2] ?? '') } }));
  const others = [...text.matchAll(counted)].map((match): LogEvent => ({ index: match.index, entry: { kind: 'retry', ...(match[1] !== undefined && { waitSeconds: Number(match[1]) / 1000 }) } }));
  return [...told, ...others];
}

function seconds(number: string, unit: string): number {
  if (/^m(?:s|illi)/i.test(unit)) return Number(number) / 1000;
  return /^m/i.test(unit) ? Number(number) * 60 : Number(number);
}

/** httpx's log of requests, and access logs. */
const answered = /"(?:POST [^"\n]{0,200}\/v1\/messages[^"\n]{0,60} )?HTTP\/\d(?:\.\d)?"? (2\d\d)\b/g;

function findAnswers(text: string): LogEvent[] {
  return [...text.matchAll(answered)].map((match): LogEvent => ({ index: match.index, entry: { kind: 'answer', status: Number(match[1]) } }));
}
