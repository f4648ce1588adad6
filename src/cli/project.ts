import { existsSync } from 'node:fs';
import path from 'node:path';
import { configFiles, configName } from '../io/config/configFiles';
import { findSources } from '../io/files';
import { isWithin } from '../io/isWithin';
import { projectRoots } from '../io/program/projectRoots';
import { type WorkspaceProgram, workspaceProgram } from '../io/program/workspaceProgram';
import type { RuleSettings } from '../lint/analysis';
import type { Terminal } from './terminal';
import { UsageError } from './usageError';

/** The files that a command was called for, with the program around them. */
export interface Project {
  /** Absolute paths, sorted. */
  readonly files: readonly string[];
  readonly program: WorkspaceProgram;
  /** The levels that the nearest config sets for a file. */
  readonly settings: (file: string) => RuleSettings;
  /** Relative to the working folder, with `/`. */
  readonly nameOf: (file: string) => string;
  /** True for a file at or below what was named that is not there or that a config excludes. */
  readonly isGone: (file: string) => boolean;
  /** The same files as they are on disk by now. */
  readonly again: () => Promise<Project>;
}

/**
 * Finds what `paths` name, or the working folder, without what a config excludes. What is left out although it was named is noted.
 * Throws a `UsageError` for a path that names nothing and for a config that is broken.
 */
export async function openProject(paths: readonly string[], { cwd, note }: Pick<Terminal, 'cwd' | 'note'>): Promise<Project> {
  const named = paths.length > 0 ? paths : ['.'];
  const { files: found, missing, unreadable } = await findSources(named, cwd);
  if (missing.length > 0) throw new UsageError(`nothing to read at ${missing.join(', ')}`);
  const nameOf = (file: string) => path.relative(cwd, file).split(path.sep).join('/');
  for (const folder of unreadable) note(`${nameOf(folder)}: skipped: the folder cannot be read`);
  if (found.length === 0) note('No TypeScript, JavaScript or Python files found.');
  const roots = await projectRoots(named, cwd);
  const broken: string[] = [];
  const configs = configFiles({
    roots: () => roots,
    onRead: (file, problems) => broken.push(...problems.map(({ start, message }) => `${nameOf(file)}:${start.line + 1}:${start.column + 1}: ${message}`)),
  });
  const files = found.filter((file) => !configs.of(file).excluded);
  if (broken.length > 0) throw new UsageError(broken.join('\n'));
  const asked = new Set(paths.map((given) => path.resolve(cwd, given)));
  for (const file of found) if (asked.has(file) && configs.of(file).excluded) note(`${nameOf(file)}: skipped: ${configName} excludes it`);
  if (files.length === 0 && found.length > 0) note(`${configName} excludes all there is to read.`);
  const settings = (file: string) => configs.of(file).rules;
  const isGone = (file: string) => (configs.of(file).excluded || !existsSync(file)) && named.some((given) => isWithin(path.resolve(cwd, given), file));
  const load = async (): Promise<Project> => {
    const program = workspaceProgram({ roots: () => roots, note });
    await program.load();
    return { files, program, settings, nameOf, isGone, again: load };
  };
  return load();
}
