import type { Region } from './aboutRegions';
import { findHeaders } from './findHeaders';
import { findUsage } from './findUsage';
import type { Mark, Slot } from './mark';
import { outside } from './outside';
import { gateways } from './patterns/gateways';
import type { Pattern } from './patterns/pattern';
import { sentences } from './patterns/sentences';
import { services } from './patterns/services';
import { statuses } from './patterns/statuses';
import { streams } from './patterns/streams';
import { readQuoted } from './quoted';

/** All marks of a text in the order of the text, the last ones only if there are very many. Linear in the text. */
export function findMarks(text: string): readonly Mark[] {
  const unfolded = unfold(text);
  const marks = [...patterns.flatMap((pattern) => findPattern(pattern.slot === 'phrase' ? unfolded : text, pattern)), ...findMessages(text), ...findBareMessages(text), ...findSubscription(text), ...findHeaders(text)];
  marks.sort((a, b) => a.index - b.index);
  return withoutAnswered(text, marks).slice(-mostMarks);
}

/** The address of a request that went well is not that of the error beside it; nor are the id and the size of one whose line tells its cost. */
function withoutAnswered(text: string, marks: readonly Mark[]): readonly Mark[] {
  const addresses = [...text.matchAll(/\bHTTP Request: [A-Z]{3,7} https?:\/\/[^\s"]{1,300} \\?"HTTP\/\d(?:\.\d)? 2\d\d\b/g)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
  return outside(linesOfCosts(text, marks), outside(addresses, marks), ({ slot }) => !ofOneRequest.includes(slot));
}

/** The lines that tell what an answer has cost and nothing of an error: Claude Code tells a failure as an answer that cost nothing. */
function linesOfCosts(text: string, marks: readonly Mark[]): readonly Region[] {
  const lines: Region[] = [];
  let at = 0;
  let done = 0;
  for (const { index, end } of findUsage(text)) {
    if (index < done) continue;
    const start = text.lastIndexOf('\n', index) + 1;
    const newline = text.indexOf('\n', end);
    const line = { start, end: newline < 0 ? text.length : newline };
    done = line.end;
    while ((marks[at]?.index ?? Infinity) < line.start) at++;
    const isError = marks.slice(at, at + mostOfLine).some((mark) => mark.index < line.end && errorSlots.includes(mark.slot));
    if (!isError) lines.push(line);
  }
  return lines;
}

const errorSlots: readonly Slot[] = ['status', 'type', 'weakType', 'code', 'phrase', 'cloud', 'gateway', 'stream', 'noAnswer'];
/** Marks of one line that are looked at. */
const mostOfLine = 100;

const ofOneRequest: readonly Slot[] = ['requestId', 'inputTokens', 'weakStatus', 'header', 'shortHeader'];

const mostMarks = 100_000;

const patterns: readonly Pattern[] = [...statuses, ...sentences, ...gateways, ...services, ...streams];

function findPattern(text: string, { slot, regex, head, spoken, accept, as }: Pattern): Mark[] {
  const marks: Mark[] = [];
  for (const match of text.matchAll(regex)) {
    const value = match[1] ?? '';
    if (accept && !accept(value)) continue;
    marks.push({ index: match.index, end: match.index + match[0].length, slot, value: as ?? value, ...(head && { head }), ...(spoken && { spoken }), ...(slot === 'phrase' && isQuoted(text, match.index) && { quoted: true as const }) });
  }
  return marks;
}

/** Behind a quote or a backtick that no colon, equals sign or comma of a dump stands before. */
function isQuoted(text: string, index: number): boolean {
  return /(?<![:=,>([{]\s{0,3}\\{0,3})["“'`]$/.test(text.slice(Math.max(0, index - 8), index));
}

/**
 * A text in which sentences that a terminal has folded are on one line again; every character keeps its place. A line is taken for the
 * rest of the one above where it goes on in lower case or with a number and the one above is long.
 */
function unfold(text: string): string {
  return text.replace(/\n(?:[>|│] ?)? {0,8}(?=[a-z0-9])/g, (fold, at: number) => (isFolded(text.slice(Math.max(0, at - shortestFolded), at)) ? ' '.repeat(fold.length) : fold));
}

const shortestFolded = 40;

function isFolded(end: string): boolean {
  return end.length === shortestFolded && !end.includes('\n') && !/[.:;,{}\])"']$/.test(end);
}

/** A message in quotes. One that holds a whole error body is left out, for the message inside it is the real one. */
function findMessages(text: string): Mark[] {
  const marks: Mark[] = [];
  for (const match of text.matchAll(/\b(?:message|apiMessage)\\{0,3}["']?\s{0,3}(?:=>|[:=])\s{0,3}(?=\\{0,15}["'`])/g)) {
    const quoted = readQuoted(text, match.index + match[0].length);
    if (!quoted || quoted.value === '' || holdsBody(quoted.value)) continue;
    marks.push({ index: match.index, end: quoted.end, slot: 'message', value: quoted.value.replace(/\s+/g, ' ').replace(/^[45]\d\d (?=[A-Z])/, '') });
  }
  return marks;
}

/** The messages of Java's maps, which have no quotes. */
function findBareMessages(text: string): Mark[] {
  return [...text.matchAll(/\bmessage=([A-Z][^\n{}]{3,700}?)(?=\}|, (?:type|request_id|details)=)/g)].map((match) => ({ index: match.index, end: match.index + match[0].length, slot: 'message', value: match[1] ?? '' }));
}

/** What the Agent SDK tells of a subscription (`SDKRateLimitInfo` of @anthropic-ai/claude-agent-sdk 0.3.331), under the names of the headers it comes from. */
function findSubscription(text: string): Mark[] {
  return [...text.matchAll(/"rate_limit_info"\s?:\s?\{([^{}\n]{0,600})/g)].flatMap((info) =>
    subscriptionFields.flatMap(({ key, name }) => {
      const value = new RegExp(`"${key}"\\s?:\\s?"?([a-z_\\d.]{2,40})`).exec(info[1] ?? '')?.[1];
      return value === undefined ? [] : [{ index: info.index, end: info.index + info[0].length, slot: 'header' as const, name: `anthropic-ratelimit-unified-${name}`, value }];
    }),
  );
}

const subscriptionFields = [
  { key: 'status', name: 'status' },
  { key: 'resetsAt', name: 'reset' },
  { key: 'rateLimitType', name: 'representative-claim' },
  { key: 'overageStatus', name: 'overage-status' },
] as const;

function holdsBody(message: string): boolean {
  return message.includes('{') && /["']type["']|["']error["']/.test(message);
}
