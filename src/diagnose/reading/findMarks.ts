import { findHeaders } from './findHeaders';
import type { Mark, Slot } from './mark';
import { readQuoted } from './quoted';

/** All marks of a text in the order of the text, the last ones only if there are very many. Linear in the text. */
export function findMarks(text: string): readonly Mark[] {
  const marks = [...patterns.flatMap((pattern) => findPattern(text, pattern)), ...findMessages(text), ...findHeaders(text)];
  marks.sort((a, b) => a.index - b.index);
  return marks.slice(-mostMarks);
}

const mostMarks = 100_000;

interface Pattern {
  readonly slot: Slot;
  /** Starts with a literal and repeats nothing without a bound, so that no text makes it slow. Group 1 is the value. */
  readonly regex: RegExp;
  readonly head?: Mark['head'];
  readonly accept?: (value: string) => boolean;
}

const errorTypes =
  'invalid_request_error|authentication_error|billing_error|permission_error|not_found_error|conflict_error|request_too_large|rate_limit_error|api_error|timeout_error|overloaded_error';

const isStatus = (value: string): boolean => /^(?:200|[45]\d\d)$/.test(value);

/** Sources of the shapes: the SDKs' own `toString` and `repr`, curl, httpx' request log, `requests`, axios, Go's `ssestream`. */
const patterns: readonly Pattern[] = [
  { slot: 'status', head: 'http', regex: /(?<!")\bHTTP\/\d(?:\.\d)? (\d{3})\b/g, accept: isStatus },
  { slot: 'headersShown', regex: /(?<!")\bHTTP\/\d(?:\.\d)? \d{3}\b[^\n"]{0,40}\n[< \t]{0,4}([a-z][a-z-]{1,40}):/gi },
  // httpx logs every request, also the ones that went well; those say nothing about the error beside them.
  { slot: 'status', head: 'http', regex: /"HTTP\/\d(?:\.\d)? ([45]\d\d)\b/g },
  { slot: 'status', head: 'sdk', regex: /\bError code: (\d{3})\b/g, accept: isStatus },
  { slot: 'status', head: 'sdk', regex: /(?:Error|Exception): (\d{3})\b(?! Client Error)/g, accept: isStatus },
  { slot: 'status', head: 'sdk', regex: /(?<!(?:Error|Exception): )\b([45]\d\d) (?=\{\\{0,3}["']type)/g },
  { slot: 'status', regex: /\b(?:with )?status code:? (\d{3})\b/gi, accept: isStatus },
  { slot: 'status', regex: /\b(429) (?:Too Many Requests|Client Error)/gi },
  { slot: 'weakStatus', regex: /\b(?:status|statusCode|status_code|http_status|code)\\{0,3}["']?\s{0,3}[:=]\s{0,3}["']?(\d{3})\b/g, accept: isStatus },
  { slot: 'type', regex: new RegExp(`\\btype\\\\{0,3}["']?\\s{0,3}[:=]\\s{0,3}\\\\{0,3}["']?(${errorTypes})\\b`, 'g') },
  { slot: 'weakType', regex: new RegExp(`\\b(${errorTypes})\\b`, 'g') },
  { slot: 'code', regex: /\berror_?[cC]ode\\{0,3}["']?\s{0,3}[:=]\s{0,3}\\{0,3}["']([a-z_]{3,64})/g },
  { slot: 'code', regex: /\b((?:enforced|contract)_spend_limit_reached|ramp_limit_exceeded|linked_organization_(?:spend_limit_reached|billing_unavailable))\b/g },
  { slot: 'phrase', regex: /\b(This request would exceed (?:your|the) [^\n]{0,700})/g },
  { slot: 'phrase', regex: /\b(Number of (?:concurrent|request|requests|tokens|input|output)\b[^\n]{0,100} (?:exceeded|exceeds) your [^\n]{0,500})/g },
  { slot: 'phrase', regex: /\b(Extra usage is required for long context[^\n]{0,200})/g },
  { slot: 'phrase', regex: /\b(You have reached your (?:specified |API )[^\n]{0,400})/g },
  { slot: 'phrase', regex: /\b(Your credit balance is too low[^\n]{0,300})/g },
  { slot: 'phrase', regex: /\b(Too many (?:tokens|requests), please wait[^\n]{0,200})/g },
  { slot: 'phrase', regex: /\b(Quota exceeded for (?:quota metric|aiplatform\.googleapis\.com)[^\n]{0,500})/g },
  { slot: 'phrase', regex: /\b(Server is temporarily limiting requests[^\n]{0,200})/g },
  { slot: 'phrase', regex: /\b(You.{0,6}ve hit your [^\n]{0,200})/g },
  { slot: 'phrase', regex: /\b((?:Claude AI usage|Weekly|5-hour) limit reached[^\n]{0,100})/g },
  { slot: 'cloud', regex: /\b(ThrottlingException|TooManyRequestsException|ServiceQuotaExceededException|RESOURCE_EXHAUSTED)\b/g },
  { slot: 'requestId', regex: /\b(req_[A-Za-z0-9]{3,48})\b/g },
  { slot: 'model', regex: /\b((?:anthropic\.)?claude-[a-z0-9][a-z0-9.@:-]{1,50}[a-z0-9])/g, accept: (value) => !/^claude-(?:code|agent|api|ai\b|desktop|sdk|com)/.test(value) },
  { slot: 'host', regex: /\b(?:POST "?|GET "?|Connected to |Host: |url:? ["']?|base_?url\\?["']?[:=] ?["']?)(?:https?:\/\/)?([a-z0-9][a-z0-9.-]{2,100})/gi, accept: (value) => value.includes('.') || value === 'localhost' },
  { slot: 'stream', head: 'event', regex: /^event: ?(error)\b/gm },
  { slot: 'stream', regex: /^data: ?(\{) ?"type": ?"error"/gm },
  { slot: 'stream', regex: /\b(?:received error while streaming|APIError|APIStatusError): (\{)/g },
  { slot: 'foreign', regex: /\b(openai\.[A-Z]\w{3,30}|api\.openai\.com|generativelanguage\.googleapis\.com)/g },
];

function findPattern(text: string, { slot, regex, head, accept }: Pattern): Mark[] {
  const marks: Mark[] = [];
  for (const match of text.matchAll(regex)) {
    const value = match[1] ?? '';
    if (accept && !accept(value)) continue;
    marks.push({ index: match.index, end: match.index + match[0].length, slot, value, ...(head && { head }) });
  }
  return marks;
}

/** A message in quotes. One that holds a whole error body is left out, for the message inside it is the real one. */
function findMessages(text: string): Mark[] {
  const marks: Mark[] = [];
  for (const match of text.matchAll(/\b(?:message|apiMessage)\\{0,3}["']?\s{0,3}[:=]\s{0,3}(?=\\{0,15}["'`])/g)) {
    const quoted = readQuoted(text, match.index + match[0].length);
    if (!quoted || quoted.value === '' || holdsBody(quoted.value)) continue;
    marks.push({ index: match.index, end: quoted.end, slot: 'message', value: quoted.value });
  }
  return marks;
}

function holdsBody(message: string): boolean {
  return message.includes('{') && /["']type["']|["']error["']/.test(message);
}
