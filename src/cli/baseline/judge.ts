import type { RuleSettings } from '../../lint/analysis';
import type { Finding } from '../../lint/finding';
import { ruleNamed } from '../../lint/rules/lookup';
import { lineText } from '../lineText';
import type { LintedFile } from '../lintPaths';
import type { Entry } from './baseline';

export interface Judging {
  readonly entries: readonly Entry[];
  /** What an entry calls a file, of its absolute path. */
  readonly nameOf: (file: string) => string;
  /** By absolute path. */
  readonly settings: (file: string) => RuleSettings;
  /** True for a file, by the name that entries have for it, that the run was called for and that is no more. */
  readonly isGone: (name: string) => boolean;
}

export interface Judged {
  /** With the findings that the baseline holds apart from the others. */
  readonly files: readonly LintedFile[];
  /** What the baseline holds and the run does not find, as often as it is missed. */
  readonly stale: readonly Entry[];
  /** The baseline that would hold all that was found, and what the run cannot judge. */
  readonly next: readonly Entry[];
}

/** Takes out what a baseline holds. Of equal lines the first ones count as known. */
export function judge(files: readonly LintedFile[], { entries, nameOf, settings, isGone }: Judging): Judged {
  const perFile = new Map<string, Entry[]>();
  for (const entry of entries) perFile.set(entry.file, [...(perFile.get(entry.file) ?? []), entry]);
  const stale: Entry[] = [];
  const next: Entry[] = [];
  const judged = files.map((linted) => {
    const file = nameOf(linted.source.file);
    const left = counted(perFile.get(file) ?? []);
    const { findings, known, found } = split(linted, left);
    perFile.delete(file);
    const rest = [...left].map(([key, count]): Entry => ({ file, ...partsOf(key), count })).filter(({ count }) => count > 0);
    // Broken code hides findings for the moment, and a rule that is switched off can come back.
    const isHidden = ({ rule }: Entry) => linted.analysis.broken || offIn(settings(linted.source.file), rule);
    stale.push(...rest.filter((entry) => !isHidden(entry)));
    for (const { rule, line, count } of rest.filter(isHidden)) found.set(keyOf(rule, line), (found.get(keyOf(rule, line)) ?? 0) + count);
    next.push(...[...found].map(([key, count]) => ({ file, ...partsOf(key), count })));
    return { ...linted, analysis: { ...linted.analysis, findings }, known };
  });
  for (const [file, unseen] of perFile) (isGone(file) ? stale : next).push(...unseen);
  return { files: judged, stale, next };
}

/** Takes what it finds out of `left`. */
function split({ source, analysis }: LintedFile, left: Map<string, number>): { readonly findings: readonly Finding[]; readonly known: readonly Finding[]; readonly found: Map<string, number> } {
  const [findings, known]: [Finding[], Finding[]] = [[], []];
  const found = new Map<string, number>();
  for (const finding of analysis.findings) {
    const key = keyOf(finding.rule, lineText(source, finding));
    const more = left.get(key) ?? 0;
    found.set(key, (found.get(key) ?? 0) + 1);
    left.set(key, Math.max(0, more - 1));
    (more > 0 ? known : findings).push(finding);
  }
  return { findings, known, found };
}

function counted(entries: readonly Entry[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { rule, line, count } of entries) counts.set(keyOf(rule, line), (counts.get(keyOf(rule, line)) ?? 0) + count);
  return counts;
}

function offIn(settings: RuleSettings, rule: string): boolean {
  const known = ruleNamed(rule);
  return known !== undefined && settings[known.id] === 'off';
}

/** Neither of the two has a line end. */
function keyOf(rule: string, line: string): string {
  return `${rule}\n${line}`;
}

function partsOf(key: string): { readonly rule: string; readonly line: string } {
  const [rule = '', line = ''] = key.split('\n');
  return { rule, line };
}
