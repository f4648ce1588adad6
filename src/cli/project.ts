import path from 'node:path';
import { findSources } from '../io/files';
import { projectRoots } from '../io/program/projectRoots';
import { type WorkspaceProgram, workspaceProgram } from '../io/program/workspaceProgram';
import type { Terminal } from './terminal';
import { UsageError } from './usageError';

/** The files that a command was called for, with the program around them. */
export interface Project {
  /** Absolute paths, sorted. */
  readonly files: readonly string[];
  readonly program: WorkspaceProgram;
  /** Relative to the working folder, with `/`. */
  readonly nameOf: (file: string) => string;
  /** The same files as they are on disk by now. */
  readonly again: () => Promise<Project>;
}

/** Finds what `paths` name, or the working folder. What is left out is noted. Throws a `UsageError` for a path that names nothing. */
export async function openProject(paths: readonly string[], { cwd, note }: Pick<Terminal, 'cwd' | 'note'>): Promise<Project> {
  const named = paths.length > 0 ? paths : ['.'];
  const { files, missing, unreadable } = await findSources(named, cwd);
  if (missing.length > 0) throw new UsageError(`nothing to read at ${missing.join(', ')}`);
  const nameOf = (file: string) => path.relative(cwd, file).split(path.sep).join('/');
  for (const folder of unreadable) note(`${nameOf(folder)}: skipped: the folder cannot be read`);
  if (files.length === 0) note('No TypeScript, JavaScript or Python files found.');
  const roots = await projectRoots(named, cwd);
  const load = async (): Promise<Project> => {
    const program = workspaceProgram({ roots: () => roots, note });
    await program.load();
    return { files, program, nameOf, again: load };
  };
  return load();
}
