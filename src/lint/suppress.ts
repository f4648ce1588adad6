import type { RuleSettings, Suppressed } from './analysis';
import type { Finding } from './finding';
import { rules } from './rules/index';
import { unusedSuppression } from './rules/unusedSuppression';
import { type SourceText, partAt, positionAt } from './source';
import type { Suppression } from './suppression';

export interface Suppressing {
  /** Of all rules, also of those that are switched off. */
  readonly findings: readonly Finding[];
  /** In the order of the document. */
  readonly suppressions: readonly Suppression[];
  readonly source: SourceText;
  readonly settings: RuleSettings;
  /** True where the text has a syntax error, so that findings may be missing for the moment. */
  readonly broken: boolean;
}

export interface Judged {
  /** Those that no comment suppresses, and one for each comment that suppresses nothing. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
  readonly unused: readonly UnusedSuppression[];
}

export interface UnusedSuppression {
  readonly finding: Finding;
  readonly suppression: Suppression;
  /** The rules that it may go on to name; none where it has to go. */
  readonly useful: readonly string[];
}

/** Takes out what the comments of a file suppress, and reports those that suppress nothing. */
export function suppress({ findings, suppressions, source, settings, broken }: Suppressing): Judged {
  const covering = coverage(suppressions, source);
  const used = new Map<Suppression, Set<string>>();
  const reported: Finding[] = [];
  const suppressed: Suppressed[] = [];
  const judge = (finding: Finding) => {
    const found = covering(finding).filter((one) => names(one, finding));
    for (const one of found) used.set(one, (used.get(one) ?? new Set()).add(finding.rule));
    // A comment is of use where its rule is switched off for now, or for some people only.
    if (settings[finding.rule] === 'off') return;
    const [first] = found;
    if (first) suppressed.push({ finding, ...(first.reason !== undefined && { reason: first.reason }) });
    else reported.push(finding);
  };
  findings.forEach(judge);
  const unused = broken ? [] : suppressions.flatMap((one) => unusedIn(one, used.get(one) ?? new Set(), settings) ?? []);
  for (const { finding } of unused) judge(finding);
  return { findings: reported.sort((a, b) => a.span.start - b.span.start), suppressed, unused };
}

/** One that names no rule means those about the code. */
function names({ rules: named }: Suppression, { rule }: Finding): boolean {
  return named.length === 0 ? rule !== unusedSuppression.id : named.includes(rule);
}

/** The suppressions that reach a finding, whatever their rules. */
function coverage(suppressions: readonly Suppression[], source: SourceText): (finding: Finding) => readonly Suppression[] {
  const lineOf = (offset: number) => positionAt(source, offset).line;
  const everywhere = suppressions.filter(({ kind }) => kind === 'file');
  const byLine = new Map<number, Suppression[]>();
  const add = (line: number, one: Suppression) => byLine.set(line, [...(byLine.get(line) ?? []), one]);
  // Several comments above a line all mean it.
  const alone = new Map(suppressions.filter(({ kind, span }) => kind === 'next-line' && startsLine(source, span.start)).map(({ span }) => [lineOf(span.start), lineOf(span.end)]));
  for (const one of suppressions) {
    if (one.kind === 'line') for (let line = lineOf(one.span.start); line <= lineOf(one.span.end); line++) add(line, one);
    if (one.kind !== 'next-line') continue;
    let line = lineOf(one.span.end) + 1;
    for (let end = alone.get(line); end !== undefined; end = alone.get(line)) line = end + 1;
    add(line, one);
  }
  return ({ span }) => {
    const near = linesOf(source, span.start).flatMap((line) => byLine.get(line) ?? []);
    return [...near.filter((one) => partAt(source, one.span.start) === partAt(source, span.start)), ...everywhere];
  };
}

function startsLine({ text, lineStarts }: SourceText, offset: number): boolean {
  const { line } = positionAt({ text, lineStarts }, offset);
  return text.slice(lineStarts[line], offset).trim() === '' || /^\s*\{\s*$/.test(text.slice(lineStarts[line], offset));
}

/** The line of an offset, and those that a backslash continues into it, between which no comment can stand. */
function linesOf({ text, lineStarts }: SourceText, offset: number): readonly number[] {
  const last = positionAt({ text, lineStarts }, offset).line;
  let first = last;
  while (first > 0 && /\\\r?\n?$/.test(text.slice(lineStarts[first - 1], lineStarts[first]))) first--;
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function unusedIn(suppression: Suppression, used: ReadonlySet<string>, settings: RuleSettings): UnusedSuppression | undefined {
  const { kind, word, span } = suppression;
  const useful = suppression.rules.filter((rule) => used.has(rule) || rule === unusedSuppression.id);
  const message = kind === 'unknown' ? `Headroom has no comment \`${word}\`: it knows \`headroom-disable\`, \`headroom-disable-line\` and \`headroom-disable-next-line\`.` : complaint(suppression, used, useful);
  const level = settings[unusedSuppression.id];
  const severity = level === undefined || level === 'off' ? unusedSuppression.severity : level;
  return message === undefined ? undefined : { finding: { rule: unusedSuppression.id, severity, span, message, reasons: [] }, suppression, useful: kind === 'unknown' ? [] : useful };
}

function complaint({ kind, rules: named }: Suppression, used: ReadonlySet<string>, useful: readonly string[]): string | undefined {
  const where = { file: 'in this file', line: 'in this line', 'next-line': 'in the next line', unknown: '' }[kind];
  if (named.length === 0) return used.size > 0 ? undefined : `There is nothing to suppress ${where}.`;
  const useless = named.filter((name) => !useful.includes(name));
  const known = useless.filter((name) => rules.some(({ id }) => id === name));
  const unknown = useless.filter((name) => !known.includes(name));
  const texts = [...(unknown.length > 0 ? [`There is no rule ${list(unknown)}.`] : []), ...(known.length > 0 ? [`There is no finding of ${list(known)} ${where} to suppress.`] : [])];
  return texts.length === 0 ? undefined : texts.join(' ');
}

function list(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
