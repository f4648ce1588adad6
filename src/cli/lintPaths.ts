import path from 'node:path';
import { analyzeFiles } from '../io/analyzeFiles';
import { compare, findSources } from '../io/files';
import { loadGrammar } from '../io/grammars';
import { projectRoots } from '../io/program/projectRoots';
import { workspaceProgram } from '../io/program/workspaceProgram';
import { today } from '../io/today';
import type { Analysis, RuleSettings } from '../lint/analysis';
import { createLinter } from '../lint/linter';
import { mapLocations } from '../lint/mapLocations';
import type { SourceText } from '../lint/source';
import type { Terminal } from './terminal';
import { UsageError } from './usageError';

/** One file with what the linter says of it. */
export interface LintedFile {
  /** Relative to the working folder, with `/`. */
  readonly file: string;
  readonly source: SourceText;
  readonly analysis: Analysis;
}

/** Lints what `paths` name, or the working folder, sorted by file. What is left out is noted. Throws a `UsageError` for a path that names nothing. */
export async function lintPaths(paths: readonly string[], settings: RuleSettings, terminal: Terminal): Promise<readonly LintedFile[]> {
  const { cwd } = terminal;
  const note = (line: string) => terminal.note(line);
  const { files, missing, unreadable } = await findSources(paths.length > 0 ? paths : ['.'], cwd);
  if (missing.length > 0) throw new UsageError(`nothing to read at ${missing.join(', ')}`);
  const nameOf = (file: string) => path.relative(cwd, file).split(path.sep).join('/');
  for (const folder of unreadable) note(`${nameOf(folder)}: skipped: the folder cannot be read`);
  if (files.length === 0) note('No TypeScript, JavaScript or Python files found.');
  const linted: LintedFile[] = [];
  const roots = await projectRoots(paths.length > 0 ? paths : ['.'], cwd);
  const program = workspaceProgram({ roots: () => roots, note });
  await program.load();
  const linter = createLinter(loadGrammar, program, today);
  const reading = { linter, settings, onNote: (file: string, text: string) => note(`${nameOf(file)}: ${text}`) };
  for await (const { file, source, analysis } of analyzeFiles(files, reading)) {
    const named = mapLocations(analysis, (at) => (at.file === undefined ? at : { ...at, file: nameOf(at.file) }));
    linted.push({ file: nameOf(file), source, analysis: named });
  }
  return linted.sort((a, b) => compare(a.file, b.file));
}
