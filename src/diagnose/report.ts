import type { CallSummary } from './callSummary';
import type { Diagnosis } from './diagnose';
import { count } from './facts';
import { type CallContent, type CauseContent, type ReportContent, reportContent } from './reportContent';

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
export function reportOf(diagnosis: Diagnosis, { link, from }: ReportOptions = {}): string {
  const content = reportContent(diagnosis, from);
  const { advice, next, evidence, others, ruledOut, calls, moreCalls, groups, sources } = content;
  const isKnown = diagnosis.causes.length > 0;
  const sections = [
    verdict(content, isKnown),
    section('What drives it', content.drivers.flatMap(driverLines)),
    section('What to do', advice.map((line, index) => `${index + 1}. ${line}`)),
    section(isKnown ? 'To be sure' : 'What to do', next.map(({ text }) => `- ${text}`)),
    section('Evidence', evidence.map(item)),
    section('Other possible causes', others.map(({ title, sure, evidence: facts }) => `- **${title}** (${sure}): ${facts.join('; ')}`)),
    section('Ruled out', ruledOut.map(item)),
    section('Your code', [...calls.map((call) => callLine(call, link)), ...(moreCalls > 0 ? [`- and ${count(moreCalls)} more`] : [])]),
    section('Errors in the text', groups.map(item)),
    section('Sources', sources.map((source) => `- <${source}>`)),
  ];
  return `${sections.filter((part) => part !== '').join('\n\n')}\n`;
}

function verdict({ title, verdict: lines }: ReportContent, isKnown: boolean): string {
  const told = isKnown ? lines.map(({ label, text }) => `**${label}** ${text}`) : lines.map(({ label, text }) => `${label}, ${text}`);
  return [`# ${title}`, ...told].join('\n\n');
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `## ${title}\n\n${lines.join('\n')}`;
}

function item(line: string): string {
  return `- ${line}`;
}

function driverLines({ title, sure, evidence, advice }: CauseContent): readonly string[] {
  return [`- **${title}** (${sure}): ${evidence.join('; ')}`, ...advice.map((line) => `  - ${line}`)];
}

function callLine({ call, outcome, mark, place, api, why, text }: CallContent, link: ReportOptions['link']): string {
  const target = link?.(call);
  const shown = target === undefined ? place : `[${place}](<${target.replace(/[<>\\\s\p{Cc}]/gu, encodeURIComponent)}>)`;
  const loud = outcome === 'fails' || outcome === 'wastes';
  return `- ${loud ? `**${mark}:**` : `${mark}:`} ${shown} ${api}${why}: ${text}`;
}
