import type { CallSummary } from './callSummary';
import type { Confidence, Fact } from './cause';
import { codeSpan } from './codeSpan';
import type { Diagnosis, LikelyCause } from './diagnose';
import type { ErrorGroup, Evidence } from './evidence';
import { count } from './facts';
import type { CallVerdict } from './relevantCalls';

export interface ReportOptions {
  /** The address that a call's place leads to. Without one, or for `undefined`, the place is plain text. */
  readonly link?: (call: CallSummary) => string | undefined;
  /** Where the error was taken from, for example "the clipboard". */
  readonly from?: string;
}

/**
 * A diagnosis as Markdown, the verdict first. Equal diagnoses give equal texts.
 * Text of the error can only become code spans; keys and ids in it are replaced.
 */
export function reportOf(diagnosis: Diagnosis, options: ReportOptions = {}): string {
  const { causes, evidence, missing, ruledOut, calls } = diagnosis;
  const [first, ...others] = causes;
  const sections = [
    verdict(diagnosis),
    first && section('What to do', first.advice.map((advice, index) => `${index + 1}. ${advice}`)),
    missing && section(first ? 'To be sure' : 'What to do', missing.next.map(({ text }) => `- ${text}`)),
    section('Evidence', [...(options.from === undefined ? [] : [`- Taken from ${options.from}`]), ...evidenceLines(evidence, first)]),
    section('Other possible causes', others.map((cause) => `- **${cause.title}** (${words[cause.confidence]}): ${cause.evidence.map(factText).join('; ')}`)),
    section('Ruled out', ruledOut.map(({ title, because }) => `- ${title}: ${because}`)),
    section('Your code', callLines(calls, options)),
    section('Errors in the text', groupLines(evidence)),
    section('Sources', [...new Set(causes.slice(0, 1).flatMap(({ sources }) => sources))].map((source) => `- <${source}>`)),
  ];
  return `${sections.filter((part) => part !== undefined && part !== '').join('\n\n')}\n`;
}

const words: Readonly<Record<Confidence, string>> = { high: 'sure', medium: 'likely', low: 'possible' };
const reasons: Readonly<Record<Confidence, string>> = { high: 'the error itself or its headers say so', medium: 'what is known points to it', low: 'it fits, and so may others' };
const mostCalls = 20;
const mostGroups = 10;

function verdict({ causes: [first], missing, evidence }: Diagnosis): string {
  const because = missing ? `because ${missing.because.join('; ')}.` : '';
  if (!first) return ['# Diagnosis: cannot tell', '', `Cannot tell, ${because}`].join('\n');
  const waits = { yes: 'Yes.', no: 'No.', maybe: 'Perhaps.' }[first.waiting.helps];
  return [
    `# Diagnosis: ${first.title}`,
    '',
    ...limitLines(evidence),
    `**How sure:** ${capital(words[first.confidence])}: ${reasons[first.confidence]}.${missing ? ` Not sure ${because}` : ''}`,
    '',
    `**Does waiting help?** ${waits} ${first.waiting.text}`,
  ].join('\n');
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function limitLines({ limit, model }: Evidence): string[] {
  if (!limit) return [];
  const amount = limit.unit === 'concurrent' ? `${count(limit.amount)} at the same time` : `${count(limit.amount)} ${limit.unit} per ${limit.per}`;
  return [`**The limit:** ${amount}${model === undefined ? '' : `, for ${codeSpan(model, 80)}`}`, ''];
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `## ${title}\n\n${lines.join('\n')}`;
}

function factText({ text, quote }: Fact): string {
  return quote === undefined ? text : `${text}: ${codeSpan(quote)}`;
}

function evidenceLines(evidence: Evidence, first: LikelyCause | undefined): string[] {
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
  return lines.filter((line) => line !== false).map((line) => `- ${line}`);
}

function callLines(verdicts: readonly CallVerdict[], { link }: ReportOptions): string[] {
  const lines = verdicts.slice(0, mostCalls).map(({ call, outcome, text, because }) => {
    const place = codeSpan(`${call.file}:${call.cell === undefined ? '' : `cell ${call.cell}:`}${call.line}`, 300);
    const target = link?.(call);
    const shown = target === undefined ? place : `[${place}](<${target.replace(/[<>\\\s\p{Cc}]/gu, encodeURIComponent)}>)`;
    const why = { stack: ' (named in the stack trace)', model: ' (same model class)' };
    return `- ${marks[outcome]} ${shown} ${codeSpan(call.api, 80)}${because ? why[because] : ''}: ${text}`;
  });
  return verdicts.length > mostCalls ? [...lines, `- and ${count(verdicts.length - mostCalls)} more`] : lines;
}

const marks: Readonly<Record<CallVerdict['outcome'], string>> = { fails: '**Fails:**', wastes: '**Wastes retries:**', survives: 'Survives:', unknown: 'Unclear:' };

function groupLines({ groups, occurrences }: Evidence): string[] {
  if (occurrences < 2) return [];
  const lines = groups.slice(0, mostGroups).map((group) => `- ${count(group.count)} × ${groupText(group)}`);
  return groups.length > mostGroups ? [...lines, `- and ${count(groups.length - mostGroups)} more kinds`] : lines;
}

function groupText({ status, errorType, errorCode, message }: ErrorGroup): string {
  const parts = [status === undefined ? undefined : `HTTP ${status}`, errorType && codeSpan(errorType, 80), errorCode && codeSpan(errorCode, 80), message && codeSpan(message, 160)];
  return parts.filter((part) => part !== undefined && part !== '').join(' ') || 'an error without details';
}
