import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { RetryState } from '../../src/lint/policy/effectivePolicy';

/** What a person who read the code says of one place in a public repository. Labels hold no code. */
export interface Label {
  /** `owner/name`. */
  readonly repo: string;
  readonly commit: string;
  readonly path: string;
  /** A call may be reported on any line from the first anchor to the end, both counted from 1. */
  readonly from: number;
  readonly to: number;
  /** The 0-based cell of a notebook, in which the lines count. */
  readonly cell?: number;
  /** `not-a-claude-call` is a look-alike. */
  readonly kind: string;
  /** Absent for a look-alike, and where reading alone does not tell. */
  readonly state?: RetryState;
  /** Sent again and again, or many times at once, by one pass over the code. `many` where the label does not say which. */
  readonly fanOut?: 'none' | 'loop' | 'parallel' | 'many';
}

/** A file whose Claude calls are all labelled: any other call that is found in it is invented. */
export interface LabelledFile {
  readonly repo: string;
  readonly commit: string;
  readonly path: string;
  /** Lines on which a report counts neither for nor against. */
  readonly ignore: readonly number[];
}

export interface Corpus {
  readonly labels: readonly Label[];
  readonly files: readonly LabelledFile[];
}

/** Reads `labels.jsonl` and `files.jsonl` of a folder; both empty where there is none. */
export function readCorpus(folder: string): Corpus {
  return { labels: lines(folder, 'labels.jsonl').map(labelOf), files: lines(folder, 'files.jsonl').filter(({ complete }) => complete !== false).map(fileOf) };
}

type Row = Readonly<Record<string, unknown>>;

function lines(folder: string, name: string): readonly Row[] {
  const file = path.join(folder, name);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Row);
}

/** Other words for the states of the inventory. */
const states: Readonly<Record<string, RetryState>> = { 'sdk-default': 'default', broken: 'ineffective' };

function labelOf(row: Row): Label {
  const isCell = typeof row.cell === 'number';
  const line = number(isCell ? (row.cell_line ?? row.line) : row.line);
  const anchors = (Array.isArray(row.anchor_lines) && !isCell ? row.anchor_lines : [line]).map(number);
  const length = number(row.end_line ?? row.line) - number(row.line);
  const state = text(row.retry_state);
  return {
    repo: text(row.repo),
    commit: text(row.commit),
    path: text(row.path),
    from: Math.min(line, ...anchors),
    to: Math.max(line + length, ...anchors),
    ...(isCell && { cell: number(row.cell) }),
    kind: text(row.kind),
    ...fanOutOf(text(row.fanout)),
    ...(state !== '' && { state: states[state] ?? (state as RetryState) }),
  };
}

function fanOutOf(said: string): Pick<Label, 'fanOut'> {
  // These say "no" of callers that are in a loop, too.
  if (said === 'yes') return { fanOut: 'many' };
  return said === 'none' || said === 'loop' || said === 'parallel' ? { fanOut: said } : {};
}

function fileOf(row: Row): LabelledFile {
  return { repo: text(row.repo), commit: text(row.commit), path: text(row.path), ignore: Array.isArray(row.ignore_lines) ? row.ignore_lines.map(number) : [] };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function number(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN;
}
