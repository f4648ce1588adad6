import type { RetryState } from '../../src/lint/policy/effectivePolicy';
import type { Corpus, Label } from './labels';

/** A call that the linter found, as its inventory lists it. */
export interface FoundCall {
  readonly repo: string;
  readonly path: string;
  readonly line: number;
  readonly cell?: number;
  readonly language: string;
  readonly via: string;
  readonly api: string;
  readonly state: RetryState;
  readonly fanOut: 'none' | 'loop' | 'parallel';
  /** Rules that it breaks, of level warning. */
  readonly warnings: readonly string[];
}

/** One labelled call and what became of it, or an invented one. */
export interface Verdict {
  readonly kind: 'found' | 'missed' | 'invented';
  readonly language: string;
  /** The way of calling. */
  readonly via: string;
  readonly label?: Label;
  readonly found?: FoundCall;
}

const warnsOf: ReadonlySet<RetryState> = new Set(['none', 'ineffective']);

/** Puts the calls that were found beside the labels. Files that are not labelled completely invent nothing. */
export function compare(corpus: Corpus, found: readonly FoundCall[], languageOf: (path: string) => string): readonly Verdict[] {
  const calls = corpus.labels.filter(({ kind }) => kind !== 'not-a-claude-call');
  const taken = new Set<FoundCall>();
  const verdicts: Verdict[] = calls.map((label) => {
    const match = found.find((call) => !taken.has(call) && covers(label, call));
    if (!match) return { kind: 'missed', language: languageOf(label.path), via: label.kind, label };
    taken.add(match);
    return { kind: 'found', language: languageOf(label.path), via: label.kind, label, found: match };
  });
  const invented = found.filter((call) => !taken.has(call) && isLabelled(call, corpus) && !calls.some((label) => covers(label, call)));
  return [...verdicts, ...invented.map((call): Verdict => ({ kind: 'invented', language: languageOf(call.path), via: call.via, found: call }))];
}

/** Warnings that the label contradicts: about a call that is guarded after all, or that a loop is said to send and none does. */
export function wrongWarnings({ label, found, kind }: Verdict): readonly string[] {
  if (!found) return [];
  if (kind === 'invented') return found.warnings;
  return found.warnings.filter((rule) => (rule === 'weak-retry' ? label?.fanOut === 'none' || (label?.state !== undefined && warnsOf.has(label.state)) : label?.state !== undefined && !warnsOf.has(label.state)));
}

/** Whether a label's fan-out is what was found; undefined where the label does not say. */
export function isFanOutRight({ label, found }: Verdict): boolean | undefined {
  if (!found || label?.fanOut === undefined) return undefined;
  return label.fanOut === 'many' ? found.fanOut !== 'none' : label.fanOut === found.fanOut;
}

function covers(label: Label, call: FoundCall): boolean {
  return label.repo === call.repo && label.path === call.path && label.cell === call.cell && label.from <= call.line && call.line <= label.to;
}

function isLabelled(call: FoundCall, { files, labels }: Corpus): boolean {
  const lookAlike = labels.some((label) => label.kind === 'not-a-claude-call' && covers(label, call));
  return lookAlike || files.some(({ repo, path, ignore }) => repo === call.repo && path === call.path && !ignore.includes(call.line));
}
