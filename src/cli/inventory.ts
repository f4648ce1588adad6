import path from 'node:path';
import { readSource, sourceFiles } from '../io/sourceFiles';
import type { Analysis, RuleSettings } from '../lint/analysis';
import { type Linter, languageOf } from '../lint/linter';
import { type SourceText, sourceText } from '../lint/source';

export interface LintedFile {
  readonly file: string;
  readonly source: SourceText;
  readonly analysis: Analysis;
}

export interface LintFilesOptions {
  readonly linter: Linter;
  readonly root: string;
  readonly paths: readonly string[];
  readonly settings: RuleSettings;
  readonly warn: (message: string) => void;
}

/** Lints every source file below the paths; a file that cannot be read is named in a warning and left out. */
export async function lintFiles({ linter, root, paths, settings, warn }: LintFilesOptions): Promise<readonly LintedFile[]> {
  const results: LintedFile[] = [];
  for (const file of sourceFiles(root, paths)) {
    const language = languageOf(file);
    if (!language) continue;
    const read = readSource(path.resolve(root, file));
    if ('problem' in read) {
      warn(`${file}: skipped, ${read.problem}`);
      continue;
    }
    const source = sourceText(file, read.text);
    const document = await linter.open(language, source);
    results.push({ file, source, analysis: document.analyze(settings) });
    document.dispose();
  }
  return results;
}
