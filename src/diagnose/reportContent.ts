import type { CallSummary } from './callSummary';
import type { Confidence, Fact } from './cause';
import { codeSpan } from './codeSpan';
import type { Diagnosis, LikelyCause } from './diagnose';
import type { ErrorGroup, Evidence } from './evidence';
import { count } from './facts';
import type { NextStep } from './missing';
import type { CallVerdict } from './relevantCalls';

/**
 * What a report says, the same wherever it is shown. Each text is one line of Markdown: our own words, links to `https` addresses,
 * and what others wrote in code spans only, redacted.
 */
export interface ReportContent {
  readonly title: string;
  readonly verdict: readonly Labelled[];
  readonly drivers: readonly CauseContent[];
  /** What to do about the first cause, the most useful first. */
  readonly advice: readonly string[];
  /** How to be sure, or what to do where nothing is known. */
  readonly next: readonly NextStep[];
  readonly evidence: readonly string[];
  readonly others: readonly CauseContent[];
  readonly ruledOut: readonly string[];
  readonly calls: readonly CallContent[];
  /** Calls that there are besides. */
  readonly moreCalls: number;
  /** The kinds of errors in the text, where there are several errors. */
  readonly groups: readonly string[];
  readonly sources: readonly string[];
}

export interface Labelled {
  readonly label: string;
  readonly text: string;
}

export interface CauseContent {
  readonly title: string;
  /** "sure", "likely" or "possible". */
  readonly sure: string;
  readonly evidence: readonly string[];
  readonly advice: readonly string[];
}

export interface CallContent {
  readonly call: CallSummary;
  readonly outcome: CallVerdict['outcome'];
  /** What becomes of it, in a word or two. */
  readonly mark: string;
  readonly place: string;
  readonly api: string;
  /** With a space before it; empty where it is listed like all others. */
  readonly why: string;
  readonly text: string;
}

/** Puts a diagnosis into words. `from` says where the error was taken from, for example "the clipboard". Equal diagnoses give equal words. */
export function reportContent({ causes, drivers, evidence, missing, ruledOut, calls }: Diagnosis, from?: string): ReportContent {
  const [first, ...others] = causes;
  return {
    title: `Diagnosis: ${first?.title ?? 'cannot tell'}`,
    verdict: first ? verdict(first, evidence, missing?.because) : [{ label: 'Cannot tell', text: `because ${missing?.because.join('; ') ?? ''}.` }],
    drivers: drivers.map(causeContent),
    advice: first?.advice ?? [],
    next: missing?.next ?? [],
    evidence: [...(from === undefined ? [] : [`Taken from ${from}`]), ...evidenceLines(evidence, first)],
    others: others.map(causeContent),
    ruledOut: ruledOut.map(({ title, because }) => `${title}: ${because}`),
    calls: calls.slice(0, mostCalls).map(callContent),
    moreCalls: Math.max(0, calls.length - mostCalls),
    groups: groupLines(evidence),
    sources: [...new Set([...causes.slice(0, 1), ...drivers].flatMap(({ sources }) => sources))],
  };
}

const words: Readonly<Record<Confidence, string>> = { high: 'sure', medium: 'likely', low: 'possible' };
const reasons: Readonly<Record<Confidence, string>> = { high: 'the error itself or its headers say so', medium: 'what is known points to it', low: 'it fits, and so may others' };
const mostCalls = 20;
const mostGroups = 10;

function verdict(first: LikelyCause, evidence: Evidence, because: readonly string[] | undefined): readonly Labelled[] {
  const waits = { yes: 'Yes.', no: 'No.', maybe: 'Perhaps.' }[first.waiting.helps];
  const limit = limitText(evidence);
  return [
    ...(limit === undefined ? [] : [{ label: 'The limit:', text: limit }]),
    { label: 'How sure:', text: `${capital(words[first.confidence])}: ${reasons[first.confidence]}.${because ? ` Not sure because ${because.join('; ')}.` : ''}` },
    { label: 'Does waiting help?', text: `${waits} ${first.waiting.text}` },
  ];
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function limitText({ limit, model }: Evidence): string | undefined {
  if (!limit) return undefined;
  const amount = limit.unit === 'concurrent' ? `${count(limit.amount)} at the same time` : `${count(limit.amount)} ${limit.unit} per ${limit.per}`;
  return `${amount}${model === undefined ? '' : `, for ${codeSpan(model, 80)}`}`;
}

function causeContent({ title, confidence, evidence, advice }: LikelyCause): CauseContent {
  return { title, sure: words[confidence], evidence: evidence.map(factText), advice };
}

function factText({ text, quote }: Fact): string {
  return quote === undefined ? text : `${text}: ${codeSpan(quote)}`;
}

function evidenceLines(evidence: Evidence, first: LikelyCause | undefined): readonly string[] {
  const { status, errorType, errorCode, message, model, host, requestId, retryAfterSeconds, occurrences, midStream } = evidence;
  const quoted = first?.evidence.some(({ quote }) => quote === message) ?? false;
  const answer = [status === undefined ? undefined : `HTTP ${status}`, errorType && codeSpan(errorType), errorCode && codeSpan(errorCode)].filter((part) => part !== undefined && part !== '');
  const lines = [
    ...(first?.evidence ?? []).map(factText),
    answer.length > 0 && `Answer: ${answer.join(', ')}${midStream ? ', inside a stream' : ''}`,
    message !== undefined && !quoted && `Message: ${codeSpan(message)}`,
    model !== undefined && `Model: ${codeSpan(model, 80)}`,
    host !== undefined && `Host: ${codeSpan(host, 120)}`,
    retryAfterSeconds !== undefined && `\`retry-after\`: ${retryAfterSeconds} s`,
    requestId !== undefined && `Request id, for support: ${codeSpan(requestId, 80)}`,
    occurrences > 1 && `${count(occurrences)} errors in the text; the newest one that tells something was diagnosed`,
  ];
  return lines.filter((line) => line !== false);
}

function callContent({ call, outcome, text, because }: CallVerdict): CallContent {
  const place = codeSpan(`${call.file}:${call.cell === undefined ? '' : `cell ${call.cell}:`}${call.line}`, 300);
  return { call, outcome, mark: marks[outcome], place, api: codeSpan(call.api, 80), why: because ? whys[because] : '', text };
}

const marks: Readonly<Record<CallVerdict['outcome'], string>> = { fails: 'Fails', wastes: 'Wastes retries', survives: 'Survives', unknown: 'Unclear' };
const whys = { stack: ' (named in the stack trace)', model: ' (same model class)' } as const;

function groupLines({ groups, occurrences }: Evidence): readonly string[] {
  if (occurrences < 2) return [];
  const lines = groups.slice(0, mostGroups).map((group) => `${count(group.count)} × ${groupText(group)}`);
  return groups.length > mostGroups ? [...lines, `and ${count(groups.length - mostGroups)} more kinds`] : lines;
}

function groupText({ status, errorType, errorCode, message }: ErrorGroup): string {
  const parts = [status === undefined ? undefined : `HTTP ${status}`, errorType && codeSpan(errorType, 80), errorCode && codeSpan(errorCode, 80), message && codeSpan(message, 160)];
  return parts.filter((part) => part !== undefined && part !== '').join(' ') || 'an error without details';
}
