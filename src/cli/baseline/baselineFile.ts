import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { decode } from '../../io/readSource';
import { whyProtected, writeFileSafely } from '../../io/writeFileSafely';
import type { RuleSettings } from '../../lint/analysis';
import type { LintedFile } from '../lintPaths';
import type { Project } from '../project';
import type { Terminal } from '../terminal';
import { UsageError } from '../usageError';
import { type Entry, parseBaseline, printBaseline } from './baseline';
import { type Judged, judge } from './judge';

export const baselineName = 'headroom.baseline.json';

/** A baseline on disk, which may be yet to be written. */
export interface BaselineFile {
  /** As the user gave it. */
  readonly name: string;
  readonly judge: (files: readonly LintedFile[], project: Project, settings: (file: string) => RuleSettings) => Judged;
  /** Writes other entries, unless it holds just these. Gives the reason, as a clause, where it could not. */
  readonly write: (entries: readonly Entry[]) => Promise<string | undefined>;
}

/** Whether a baseline that is not there is a mistake. */
export type Need = 'must-exist' | 'may-be-new';

/** Opens a baseline. Throws a `UsageError` for a file that is none: it is never written over. */
export async function openBaseline(name: string, need: Need, { cwd }: Pick<Terminal, 'cwd'>): Promise<BaselineFile> {
  const file = path.resolve(cwd, name);
  const folder = path.dirname(file);
  const entries = await readEntries(file, name);
  if (!entries && need === 'must-exist') throw new UsageError(`there is no baseline ${name}: write one with --update-baseline`);
  return {
    name,
    judge: (files, project, settings) =>
      judge(files, {
        entries: entries ?? [],
        nameOf: (one) => path.relative(folder, one).split(path.sep).join('/'),
        settings,
        isGone: (one) => project.isGone(path.resolve(folder, one)),
      }),
    write: async (next) => {
      const text = printBaseline(next);
      if (entries && printBaseline(entries) === text) return undefined;
      return (await whyProtected(file)) ?? writeFileSafely(file, Buffer.from(text));
    },
  };
}

async function readEntries(file: string, name: string): Promise<readonly Entry[] | undefined> {
  const bytes = await readFile(file).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (code === 'ENOENT') return undefined;
    throw new UsageError(code === 'EISDIR' ? `${name} is a folder and no baseline; ${hint}` : `the baseline ${name} cannot be read (${code})`);
  });
  if (!bytes) return undefined;
  const read = decode(bytes);
  const baseline = read.kind === 'read' ? parseBaseline(read.text) : { kind: 'broken' as const, line: 1, column: 1, message: `Expected a JSON file: ${read.why}.` };
  if (baseline.kind === 'read') return baseline.entries;
  const { line, column, message } = baseline;
  throw new UsageError(`${name}:${line}:${column}: ${message} Repair or delete this file; ${hint}`);
}

const hint = `--baseline takes the word behind it for the name of its file, so put paths before it or write --baseline=<file>`;
