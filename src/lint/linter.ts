import type { Language } from 'web-tree-sitter';
import { type Analysis, type RuleSettings, emptyAnalysis } from './analysis';
import type { LanguageId } from './call';
import type { Finding } from './finding';
import type { SourceText, TextEdit } from './source';

/** Loads a grammar by the name of its file in `dist/grammars/`, without the ending. */
export type LoadGrammar = (grammar: string) => Promise<Language>;

/** A way to repair one finding, ready to apply. */
export interface QuickFix {
  /** The fix's id, for example `set-sdk-retries`. */
  readonly fix: string;
  readonly title: string;
  /** A safe fix changes nothing but how often and when the call is sent again. */
  readonly safe: boolean;
  /** The one to offer first; at most one per finding. */
  readonly preferred: boolean;
  readonly edits: readonly TextEdit[];
}

/** One open document: keeps the syntax tree between edits, so that an edit costs an incremental parse. */
export interface LintDocument {
  readonly language: LanguageId;
  readonly source: SourceText;
  /** Replaces the text; the unchanged head and tail are found here, so callers need not track edits. */
  update(source: SourceText): void;
  /** Never throws; broken text gives fewer calls. */
  analyze(settings: RuleSettings): Analysis;
  /** The fixes for one finding of the last analysis. */
  quickFixes(finding: Finding): readonly QuickFix[];
  /** The edits of all safe, preferred fixes at once, none overlapping. */
  fixAll(settings: RuleSettings): readonly TextEdit[];
  /** Frees the tree. */
  dispose(): void;
}

export interface Linter {
  /** Loads the language's grammar if the text mentions Claude at all; otherwise the document stays empty until it does. */
  open(language: LanguageId, source: SourceText): Promise<LintDocument>;
}

/** The language of a file name, or undefined for one that Headroom does not read. */
export function languageOf(file: string): LanguageId | undefined {
  if (/\.(?:ts|mts|cts)$/i.test(file)) return 'typescript';
  if (/\.tsx$/i.test(file)) return 'tsx';
  if (/\.(?:js|mjs|cjs|jsx)$/i.test(file)) return 'javascript';
  if (/\.pyw?$/i.test(file)) return 'python';
  return undefined;
}

export function createLinter(loadGrammar: LoadGrammar): Linter {
  void loadGrammar;
  return {
    open: (language, source) => Promise.resolve(emptyDocument(language, source)),
  };
}

function emptyDocument(language: LanguageId, source: SourceText): LintDocument {
  let current = source;
  return {
    language,
    get source() {
      return current;
    },
    update: (next) => {
      current = next;
    },
    analyze: () => emptyAnalysis,
    quickFixes: () => [],
    fixAll: () => [],
    dispose: () => undefined,
  };
}
