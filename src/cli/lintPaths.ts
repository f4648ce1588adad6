import { analyzeFiles } from '../io/analyzeFiles';
import { compare } from '../io/files';
import { loadGrammar } from '../io/grammars';
import { today } from '../io/today';
import type { Analysis, RuleSettings } from '../lint/analysis';
import type { Finding } from '../lint/finding';
import { createLinter } from '../lint/linter';
import { mapLocations } from '../lint/mapLocations';
import type { SourceText } from '../lint/source';
import { type Project, openProject } from './project';
import type { Terminal } from './terminal';

/** One file with what the linter says of it. */
export interface LintedFile {
  /** Relative to the working folder, with `/`. */
  readonly file: string;
  readonly source: SourceText;
  readonly analysis: Analysis;
  /** Findings that the baseline holds, where there is one: they are not among those of the analysis. */
  readonly known?: readonly Finding[];
}

/** Lints what `paths` name, or the working folder, as the project's config says, sorted by file. Throws what `openProject` throws. */
export async function lintPaths(paths: readonly string[], terminal: Pick<Terminal, 'cwd' | 'note'>): Promise<readonly LintedFile[]> {
  const project = await openProject(paths, terminal);
  return lintProject(project, project.settings, terminal);
}

/** Lints the files of a project, sorted by file. What is left out is noted. */
export async function lintProject({ files, program, nameOf }: Project, settings: (file: string) => RuleSettings, { note }: Pick<Terminal, 'note'>): Promise<readonly LintedFile[]> {
  const linter = createLinter(loadGrammar, program, today);
  const linted: LintedFile[] = [];
  const reading = { linter, settings, onNote: (file: string, text: string) => note(`${nameOf(file)}: ${text}`) };
  for await (const { file, source, analysis } of analyzeFiles(files, reading)) linted.push(named({ file, source, analysis }, nameOf));
  return linted.sort((a, b) => compare(a.file, b.file));
}

/** With the names that files have for the user. */
export function named({ file, source, analysis }: LintedFile, nameOf: Project['nameOf']): LintedFile {
  return { file: nameOf(file), source, analysis: mapLocations(analysis, (at) => (at.file === undefined ? at : { ...at, file: nameOf(at.file) })) };
}
