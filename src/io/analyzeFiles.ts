import type { Analysis, RuleSettings } from '../lint/analysis';
import { type LintDocument, languageOf, type Linter } from '../lint/linter';
import { mentionsClaude, whyGenerated } from '../lint/libraries/gate';
import { sourceText, type SourceText } from '../lint/source';
import { type ReadResult, readSource } from './readSource';

export interface AnalyzedFile {
  /** The path as it was passed; an absolute one is read together with the files around it. */
  readonly file: string;
  readonly source: SourceText;
  readonly analysis: Analysis;
  /** Open until the next file is asked for. */
  readonly document: LintDocument;
}

export interface AnalyzeFiles {
  readonly linter: Linter;
  readonly settings: RuleSettings | ((file: string) => RuleSettings);
  /** How a file is read; from the disk where it is left out. */
  readonly read?: (file: string) => Promise<ReadResult>;
  /** Told about each file that is left out or odd; `note` is a clause such as "larger than 1 MB". */
  readonly onNote: (file: string, note: string) => void;
}

/** Reads and lints files one after the other. A file that fails is noted, and the others still follow. */
export async function* analyzeFiles(files: readonly string[], { linter, settings, read: readFile = readSource, onNote }: AnalyzeFiles): AsyncGenerator<AnalyzedFile> {
  for (const file of files) {
    const language = languageOf(file);
    if (!language) {
      onNote(file, 'not a language that Headroom reads');
      continue;
    }
    const read = await readFile(file);
    if (read.kind === 'skipped') {
      onNote(file, `skipped: ${read.why}`);
      continue;
    }
    if (read.note !== undefined) onNote(file, read.note);
    const generated = whyGenerated(read.text);
    if (generated !== undefined && mentionsClaude(read.text)) {
      onNote(file, `skipped: ${generated}`);
      continue;
    }
    const source = sourceText(file, read.text, read.parts);
    try {
      const document = await linter.open(language, source, file);
      try {
        yield { file, source, analysis: document.analyze(typeof settings === 'function' ? settings(file) : settings), document };
      } finally {
        document.dispose();
      }
    } catch (error) {
      onNote(file, `skipped: the linter failed (${error instanceof Error ? error.message : String(error)})`);
    }
  }
}
