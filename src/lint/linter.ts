import { type Language, Query } from 'web-tree-sitter';
import { type Analysis, type RuleSettings, emptyAnalysis } from './analysis';
import { type Site, analyzeFile } from './analyze';
import type { LanguageId } from './call';
import { extractFacts } from './facts/extract';
import type { DeclarationFacts } from './facts/facts';
import type { Finding } from './finding';
import { fixes } from './fixes/index';
import { proposals } from './fixes/proposals';
import { languages } from './languages/index';
import { isMinified, mentionsClaude } from './libraries/gate';
import { fileView } from './program/fileView';
import type { QuickFix } from './quickFix';
import { type SyntaxTree, syntaxTree } from './syntaxTree';
import type { SourceText, TextEdit } from './source';

/** Loads a grammar by the name of its file in `dist/grammars/`, without the ending. */
export type LoadGrammar = (grammar: string) => Promise<Language>;

/** One open document: keeps the syntax tree between edits, so that an edit costs an incremental parse. */
export interface LintDocument {
  readonly language: LanguageId;
  readonly source: SourceText;
  /** Loads the grammar if a text mentions Claude and it is not loaded yet. */
  prepare(text: string): Promise<void>;
  /** Replaces the text; the unchanged head and tail are found here, so callers need not track edits. */
  update(source: SourceText): void;
  /** Never throws; broken text gives fewer calls, and text that `prepare` has not seen may give none. */
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

/** A linter over grammars that the caller loads. */
export function createLinter(loadGrammar: LoadGrammar): Linter {
  const compiled = new Map<LanguageId, Promise<Compiled>>();
  const load = (language: LanguageId): Promise<Compiled> => {
    const known = compiled.get(language);
    if (known) return known;
    const model = languages[language];
    const loading = loadGrammar(model.grammar).then((grammar) => ({ grammar, query: new Query(grammar, model.query) }));
    compiled.set(language, loading);
    return loading;
  };
  return {
    open: async (language, source) => {
      const document = openDocument(language, source, () => load(language));
      await document.prepare(source.text);
      return document;
    },
  };
}

interface Compiled {
  readonly grammar: Language;
  readonly query: Query;
}

function openDocument(language: LanguageId, source: SourceText, load: () => Promise<Compiled>): LintDocument {
  let current = source;
  let grammar: Compiled | undefined;
  let syntax: SyntaxTree | undefined;
  let facts = new Map<string, DeclarationFacts>();
  let sites: readonly Site[] = [];

  function analyze(settings: RuleSettings): Analysis {
    sites = [];
    if (!grammar || !isWorthReading(current.text)) return emptyAnalysis;
    const { query } = grammar;
    syntax ??= syntaxTree(grammar.grammar);
    const root = syntax.parse(current);
    const kept = new Map<string, DeclarationFacts>();
    const declarations = root.namedChildren.map((node) => {
      const text = `${node.type}\n${current.text.slice(node.startIndex, node.endIndex)}`;
      const known = kept.get(text) ?? facts.get(text) ?? extractFacts(node, query, languages[language]);
      kept.set(text, known);
      return { facts: known, offset: node.startIndex };
    });
    facts = kept;
    const { sites: found, ...analysis } = analyzeFile(fileView(language, declarations), settings, root.hasError);
    sites = found;
    return analysis;
  }

  function quickFixes(finding: Finding): readonly QuickFix[] {
    const site = sites[finding.call];
    return site ? proposals(fixes, { site, finding, sites, text: current.text }) : [];
  }

  return {
    language,
    get source() {
      return current;
    },
    prepare: async (text) => {
      if (isWorthReading(text)) grammar ??= await load();
    },
    update: (next) => {
      current = next;
    },
    analyze,
    quickFixes,
    fixAll: (settings) => {
      const edits = analyze(settings).findings.flatMap((finding) => quickFixes(finding).find(({ preferred, safe }) => preferred && safe)?.edits ?? []);
      // Calls of one client share its edit, and calls of one file its helper.
      return edits.filter((edit, index) => edits.findIndex(({ span, text }) => span.start === edit.span.start && span.end === edit.span.end && text === edit.text) === index);
    },
    dispose: () => {
      syntax?.dispose();
      syntax = undefined;
    },
  };
}

function isWorthReading(text: string): boolean {
  return mentionsClaude(text) && !isMinified(text);
}
