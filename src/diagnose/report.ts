import { adviceOf } from './adviceOf';
import { callLine } from './callLine';
import type { CallSummary } from './callSummary';
import type { Fact } from './cause';
import { codeSpan } from './codeSpan';
import type { Diagnosis, LikelyCause, OtherLimit } from './diagnose';
import { evidenceFacts } from './evidenceFacts';
import type { Evidence } from './evidence';
import { count, counted } from './facts';
import { groupFacts } from './groupFacts';
import type { CallVerdict } from './relevantCalls';
import { timelineCaption } from './timelineCaption';
import { timelineChart } from './timelineChart';
import { timelineText } from './timelineText';
import { confidenceWords, type VerdictDriver, verdictOf } from './verdict';

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
  const { causes, drivers, others, evidence, missing, ruledOut, calls, next } = diagnosis;
  const [first, ...rest] = causes;
  const sections = [
    verdict(diagnosis),
    section('What drives it', verdictOf(diagnosis).drivers.flatMap(driverLines)),
    first && section('What to do', adviceOf(diagnosis).map((text, index) => `${index + 1}. ${text}`)),
    missing && section(first ? 'To be sure' : 'What to do', missing.next.map(({ text }) => `- ${text}`)),
    section('Evidence', evidenceFacts(diagnosis, options.from).map((fact) => `- ${factText(fact)}`)),
    section('Timeline', timelineLines(evidence)),
    section('Other limits in the text', others.map(otherLine)),
    section('Other possible causes', rest.map(causeLine)),
    section('Ruled out', ruledOut.map(({ title, because }) => `- ${title}: ${because}`)),
    section('Your code', callLines(calls, options)),
    section('Errors in the text', groupLines(evidence)),
    section('Next steps', next.filter(({ text }) => !missing?.next.some((step) => step.text === text)).map(({ text }) => `- ${text}`)),
    section('Sources', [...new Set([first, ...drivers].flatMap((cause) => cause?.sources ?? []))].map((source) => `- <${source}>`)),
  ];
  return `${sections.filter((part) => part !== undefined && part !== '').join('\n\n')}\n`;
}

const mostCalls = 20;
const mostGroups = 10;

function verdict(diagnosis: Diagnosis): string {
  const { title, limit, model, sure, because, waiting } = verdictOf(diagnosis);
  const lines = [
    `# Diagnosis: ${title}`,
    limit === undefined ? undefined : `**The limit:** ${limit}${model === undefined ? '' : `, for ${codeSpan(model, 80)}`}`,
    sure === undefined ? because : `**How sure:** ${sure}${because === undefined ? '' : ` ${because}`}`,
    waiting && `**Does waiting help?** ${waiting.answer} ${waiting.text}`,
  ];
  return lines.filter((line) => line !== undefined).join('\n\n');
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `## ${title}\n\n${lines.join('\n')}`;
}

function factText({ text, quote }: Fact): string {
  return quote === undefined ? text : `${text}: ${codeSpan(quote)}`;
}

function driverLines({ title, confidence, facts }: VerdictDriver): string[] {
  return [`- **${title}** (${confidence}): ${facts.map(factText).join('; ')}`];
}

function causeLine({ title, confidence, evidence }: LikelyCause): string {
  return `- **${title}** (${confidenceWords[confidence]}): ${evidence.map(factText).join('; ')}`;
}

function otherLine({ title, confidence, count: times, waiting, group }: OtherLimit): string {
  const quote = group.message ?? group.errorCode ?? group.errorType;
  return `- **${title}** (${confidenceWords[confidence]}), ${counted(times, 'error')}: ${waiting.text}${quote === undefined ? '' : ` ${codeSpan(quote, 160)}`}`;
}

/** Only numbers and the project's own words come into the block. */
function timelineLines({ timeline }: Evidence): string[] {
  const chart = timelineChart(timeline);
  return chart ? [`${timelineCaption(chart)}; \`#\` an error, \`+\` an answer.`, '', '```text', ...timelineText(chart), '```'] : [];
}

function callLines(verdicts: readonly CallVerdict[], { link }: ReportOptions): string[] {
  const lines = verdicts.slice(0, mostCalls).map((one) => {
    const { mark, place, why, text, layers } = callLine(one);
    const span = codeSpan(place, 300);
    const target = link?.(one.call);
    const shown = target === undefined ? span : `[${span}](<${target.replace(/[<>\\\s\p{Cc}]/gu, encodeURIComponent)}>)`;
    return `- ${isBad(one) ? `**${mark}:**` : `${mark}:`} ${shown} ${codeSpan(one.call.api, 80)}${why === undefined ? '' : ` (${why})`}: ${text}${layers.length === 0 ? '' : `; sent again by ${layers.map((layer) => codeSpan(layer, 120)).join(' within ')}`}`;
  });
  return verdicts.length > mostCalls ? [...lines, `- and ${count(verdicts.length - mostCalls)} more`] : lines;
}

function isBad({ outcome }: CallVerdict): boolean {
  return outcome === 'fails' || outcome === 'wastes';
}

function groupLines(evidence: Evidence): string[] {
  const groups = groupFacts(evidence);
  const lines = groups.slice(0, mostGroups).map(({ text, quotes }) => `- ${[text, ...quotes.map((quote) => codeSpan(quote, 160))].join(' ')}`);
  return groups.length > mostGroups ? [...lines, `- and ${count(groups.length - mostGroups)} more kinds`] : lines;
}
