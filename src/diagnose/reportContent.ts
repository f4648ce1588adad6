import { adviceOf } from './adviceOf';
import { callLine } from './callLine';
import type { CallSummary } from './callSummary';
import type { Fact } from './cause';
import { codeSpan } from './codeSpan';
import type { Diagnosis, LikelyCause, OtherLimit } from './diagnose';
import { evidenceFacts } from './evidenceFacts';
import { count, counted } from './facts';
import { groupFacts } from './groupFacts';
import type { NextStep } from './nextStep';
import type { CallVerdict } from './relevantCalls';
import { confidenceWords, verdictOf } from './verdict';

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
  /** What makes the answer surer, or shows that the remedy works. */
  readonly steps: readonly NextStep[];
  /** What the other errors of the text were stopped by. */
  readonly otherLimits: readonly string[];
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
export function reportContent(diagnosis: Diagnosis, from?: string): ReportContent {
  const { causes, drivers, others, evidence, missing, ruledOut, calls, next } = diagnosis;
  const groups = groupFacts(evidence);
  return {
    title: `Diagnosis: ${verdictOf(diagnosis).title}`,
    verdict: verdictLines(diagnosis),
    drivers: drivers.map(causeContent),
    advice: adviceOf(diagnosis),
    next: missing?.next ?? [],
    steps: next.filter(({ text }) => !missing?.next.some((step) => step.text === text)),
    otherLimits: others.map(otherLimit),
    evidence: evidenceFacts(diagnosis, from).map(factText),
    others: causes.slice(1).map(causeContent),
    ruledOut: ruledOut.map(({ title, because }) => `${title}: ${because}`),
    calls: calls.slice(0, mostCalls).map(callContent),
    moreCalls: Math.max(0, calls.length - mostCalls),
    groups: [...groups.slice(0, mostGroups).map(({ text, quotes }) => [text, ...quotes.map((quote) => codeSpan(quote, 160))].join(' ')), ...(groups.length > mostGroups ? [`and ${count(groups.length - mostGroups)} more kinds`] : [])],
    sources: [...new Set([...causes.slice(0, 1), ...drivers].flatMap(({ sources }) => sources))],
  };
}

const mostCalls = 20;
const mostGroups = 10;

function verdictLines(diagnosis: Diagnosis): readonly Labelled[] {
  const { limit, model, sure, because, waiting } = verdictOf(diagnosis);
  return [
    ...(limit === undefined ? [] : [{ label: 'The limit:', text: `${limit}${model === undefined ? '' : `, for ${codeSpan(model, 80)}`}` }]),
    ...(sure === undefined ? [{ label: 'How sure:', text: because ?? '' }] : [{ label: 'How sure:', text: `${sure}${because === undefined ? '' : ` ${because}`}` }]),
    ...(waiting ? [{ label: 'Does waiting help?', text: `${waiting.answer} ${waiting.text}` }] : []),
  ];
}

function causeContent({ title, confidence, evidence }: LikelyCause): CauseContent {
  return { title, sure: confidenceWords[confidence], evidence: evidence.map(factText) };
}

function otherLimit({ title, confidence, count: times, waiting, group }: OtherLimit): string {
  const quote = group.message ?? group.errorCode ?? group.errorType;
  return `${title} (${confidenceWords[confidence]}), ${counted(times, 'error')}: ${waiting.text}${quote === undefined ? '' : ` ${codeSpan(quote, 160)}`}`;
}

function factText({ text, quote }: Fact): string {
  return quote === undefined ? text : `${text}: ${codeSpan(quote)}`;
}

function callContent(verdict: CallVerdict): CallContent {
  const { mark, place, why, text, layers } = callLine(verdict);
  const by = layers.length === 0 ? '' : `; sent again by ${layers.map((layer) => codeSpan(layer, 120)).join(' within ')}`;
  return { call: verdict.call, outcome: verdict.outcome, mark, place: codeSpan(place, 300), api: codeSpan(verdict.call.api, 80), why: why === undefined ? '' : ` (${why})`, text: `${text}${by}` };
}
