import { type Language, Query } from 'web-tree-sitter';
import { type Analysis, type RuleSettings, emptyAnalysis } from './analysis';
import { analyzeFile } from './analyze';
import type { LanguageId } from './call';
import { directiveWord } from './facts/extract';
import { type Declarations, declarationsOf, revised, revisionOf } from './facts/declarations';
import type { Finding, RuleId } from './finding';
import { combine } from './fixes/combine';
import type { FileFixRequest } from './fixes/fix';
import { fixes } from './fixes/index';
import { fileProposals, proposals } from './fixes/proposals';
import { removeSuppression } from './fixes/removeSuppression';
import { suppressFinding } from './fixes/suppressFinding';
import { commentPlace } from './languages/commentPlace';
import { languages } from './languages/index';
import { callsLikeClaude, mentionsClaude, whyGenerated } from './libraries/gate';
import { mapLocations } from './mapLocations';
import { type Editable, type FileView, fileView } from './program/fileView';
import type { ProgramHost } from './program/programHost';
import type { QuickFix } from './quickFix';
import { recordLimits } from './refactorings/recordLimits';
import type { Refactoring } from './refactorings/refactoring';
import type { Site } from './site';
import { type Location, type SourceText, type Span, type TextEdit, isInOnePart, rangeIn } from './source';
import { type Compiled, type OpenFile, type SourceFiles, sourceFiles } from './sourceFiles';
import { type UnusedSuppression, suppress } from './suppress';
import { type Suppression, readSuppression } from './suppression';
import { type SyntaxTree, syntaxTree } from './syntaxTree';

export { languageOf } from './languageOf';

/** Loads a grammar by the name of its file in `dist/grammars/`, without the ending. */
export type LoadGrammar = (grammar: string) => Promise<Language>;

/** One open document: keeps the syntax tree between edits, so that an edit costs an incremental parse. */
export interface LintDocument {
  readonly language: LanguageId;
  readonly source: SourceText;
  /** The other files that the last analysis looked at: when one of them changes, it may come out differently. */
  readonly uses: ReadonlySet<string>;
  /** Loads the grammar if a text mentions Claude and it is not loaded yet. */
  prepare(text: string): Promise<void>;
  /** Replaces the text; the unchanged head and tail are found here, so callers need not track edits. */
  update(source: SourceText): void;
  /** Whether the text has a syntax error; false where it is not read. */
  readonly broken: boolean;
  /** Never throws; broken text gives fewer calls, and text that `prepare` has not seen may give none. */
  analyze(settings: RuleSettings): Analysis;
  /** The fixes for one finding of the last analysis. */
  quickFixes(finding: Finding): readonly QuickFix[];
  /** Comments that keep one finding of the last analysis from being reported. None is ever preferred. */
  suppressions(finding: Finding): readonly QuickFix[];
  /** The edits of all safe, preferred fixes that stay within the document, or within a stretch of it, none overlapping; of one rule's findings alone where it is named. */
  fixAll(settings: RuleSettings, within?: Span, rule?: RuleId): readonly TextEdit[];
  /** What can be changed in a stretch of the text of the last analysis, though nothing is wrong there. */
  refactorings(within: Span): readonly Refactoring[];
  /** Frees the tree. */
  dispose(): void;
}

export interface Linter {
  /** Loads the language's grammar if the text mentions Claude at all; otherwise the document stays empty until it does. */
  open(language: LanguageId, source: SourceText, file?: string): Promise<LintDocument>;
  /** The text in which places of another file count, as the last analysis saw it. */
  sourceOf(file: string): SourceText | undefined;
}

/** Says what day it is, as `2026-11-26`. */
export type Today = () => string;

/** A linter over grammars that the caller loads. Without a host each document is read alone, and without the date nothing is said that depends on it. */
export function createLinter(loadGrammar: LoadGrammar, host?: ProgramHost, today?: Today): Linter {
  const loading = new Map<LanguageId, Promise<Compiled>>();
  const loaded = new Map<LanguageId, Compiled>();
  const load = (language: LanguageId): Promise<Compiled> => {
    const known = loading.get(language);
    if (known) return known;
    const model = languages[language];
    const started = loadGrammar(model.grammar).then((grammar) => {
      const compiled = { grammar, query: new Query(grammar, model.query) };
      loaded.set(language, compiled);
      return compiled;
    });
    loading.set(language, started);
    return started;
  };
  const files = host && sourceFiles(host, (language) => loaded.get(language));
  return {
    open: async (language, source, file) => {
      const place = host && files && file !== undefined ? { host, files, file } : undefined;
      const document = openDocument({ language, source, load, loaded, place, today });
      await document.prepare(source.text);
      return document;
    },
    sourceOf: (file) => files?.sourceOf(file),
  };
}

/** Files of these languages import each other. */
const families: readonly (readonly LanguageId[])[] = [['typescript', 'tsx', 'javascript'], ['python']];

interface Opening {
  readonly language: LanguageId;
  readonly source: SourceText;
  readonly load: (language: LanguageId) => Promise<Compiled>;
  readonly loaded: ReadonlyMap<LanguageId, Compiled>;
  readonly today: Today | undefined;
  /** Where it stands in the program; absent for a text that is no file. */
  readonly place: { readonly host: ProgramHost; readonly files: SourceFiles; readonly file: string } | undefined;
}

function suppressionsIn({ chunks }: FileView): readonly Suppression[] {
  return chunks.flatMap(({ facts: { directives }, offset }) => directives.flatMap((comment) => readSuppression(comment, offset) ?? []));
}

function allOn(settings: RuleSettings): RuleSettings {
  return Object.fromEntries(Object.entries(settings).filter(([, level]) => level !== 'off'));
}

function openDocument({ language, source, load, loaded, place, today }: Opening): LintDocument {
  let current = source;
  let grammar: Compiled | undefined;
  let syntax: SyntaxTree | undefined;
  let declarations: Declarations | undefined;
  let own: Editable | undefined;
  let sites: readonly Site[] = [];
  let uses: ReadonlySet<string> = new Set();
  /** What fixes have found out about the last analysis. */
  let memory = new Map<string, unknown>();
  /** What of the program it rests on. */
  let remembered: object | undefined;
  let suppressions: readonly Suppression[] = [];
  let unused: readonly UnusedSuppression[] = [];
  let judged: { readonly text: string; readonly generated: boolean } | undefined;
  let last: { readonly source: SourceText; readonly view: FileView; readonly broken: boolean } | undefined;

  const self: OpenFile = {
    get source() {
      return current;
    },
    view: () => viewNow()?.view,
  };
  place?.files.open(place.file, self);

  function isWorthReading(text: string): boolean {
    // A comment that is left behind where the last call went is still to be reported.
    return (mentionsClaude(text) || text.includes(directiveWord) || (callsLikeClaude(text) && place?.host.leadsToClaude(place.file) === true)) && !isGenerated(text);
  }

  /** Asked several times of each text. */
  function isGenerated(text: string): boolean {
    if (judged?.text !== text) judged = { text, generated: whyGenerated(text) !== undefined };
    return judged.generated;
  }

  function viewNow(): typeof last {
    // Another file's analysis may ask before this document was prepared.
    grammar ??= place && loaded.get(language);
    if (last?.source === current) return last;
    if (!grammar || isGenerated(current.text)) return undefined;
    const onDisk = last ? undefined : place?.files.parsed(place.file, current.text);
    if (onDisk) {
      ({ declarations } = onDisk);
      last = { source: current, view: onDisk.view, broken: onDisk.broken };
      return last;
    }
    syntax ??= syntaxTree(grammar.grammar);
    const { root, change } = syntax.parse(current);
    const reading = { query: grammar.query, language: languages[language] };
    const revision = own && declarations && change && revisionOf(root, current.text, { ...reading, known: declarations, change });
    if (own && declarations && change && revision) {
      declarations = revised(declarations, current.text, revision);
      own.revise(revision, change);
    } else {
      declarations = declarationsOf(root, current.text, { ...reading, known: declarations });
      own = fileView({ language, ...(place && { path: place.file, program: place.files.program }) }, declarations.list);
    }
    last = { source: current, view: own.view, broken: root.hasError };
    return last;
  }

  function analyze(settings: RuleSettings): Analysis {
    sites = [];
    memory = new Map();
    uses = new Set();
    suppressions = [];
    unused = [];
    const now = isWorthReading(current.text) ? viewNow() : undefined;
    if (!now) return emptyAnalysis;
    suppressions = suppressionsIn(now.view);
    const judged = suppressions.length === 0 ? settings : allOn(settings);
    const work = () => analyzeFile(now.view, judged, { broken: now.broken, today: today?.(), isPlace: (span) => isInOnePart(current, span) });
    const tracked = place ? place.files.track(work) : { result: work(), used: new Set<string>() };
    const { sites: found, ...analysis } = tracked.result;
    sites = found;
    uses = tracked.used;
    if (suppressions.length === 0) return mapLocations({ ...analysis, suppressed: [] }, placed);
    const { findings, suppressed, unused: useless } = suppress({ findings: analysis.findings, suppressions, source: current, settings, broken: now.broken });
    unused = useless;
    return mapLocations({ ...analysis, findings, suppressed }, placed);
  }

  function suppressionsOf(finding: Finding): readonly QuickFix[] {
    const known = syntax?.rootOf(current.text);
    const own = known || !grammar ? undefined : syntaxTree(grammar.grammar);
    try {
      const root = known ?? own?.parse(current).root;
      const proposed = root ? suppressFinding({ finding, source: current, language, suppressions, placeAt: (lineStart) => commentPlace(root, lineStart) }) : [];
      return proposed.map((fix) => ({ ...fix, edits: fix.edits.map(behindMark) }));
    } finally {
      own?.dispose();
    }
  }

  function placed(at: Location): Location {
    const here = local(at);
    const other = here.file === undefined ? undefined : place?.files.sourceOf(here.file);
    return other ? { ...here, range: rangeIn(other, at) } : here;
  }

  /** A location in this document names no file. */
  function local({ start, end, file }: Location): Location {
    return file === undefined || file === place?.file ? { start, end } : { start, end, file };
  }

  /** Nothing may stand before a byte order mark. */
  function behindMark(edit: TextEdit): TextEdit {
    const { span } = edit;
    return span.start === 0 && span.file === undefined && current.text.startsWith('\uFEFF') ? { ...edit, span: { ...span, start: 1, end: Math.max(1, span.end) } } : edit;
  }

  /** Fixes look at more files than the analysis does: what they have found out holds until any file is analysed. */
  function remember<T>(what: string, find: () => T): T {
    const now = place?.files.program.trace.outside;
    if (now !== remembered) memory = new Map();
    remembered = now;
    if (!memory.has(what)) memory.set(what, find());
    return memory.get(what) as T;
  }

  function proposedFor(finding: Finding, about: Omit<FileFixRequest, 'file'>): readonly QuickFix[] {
    const site = finding.call === undefined ? undefined : sites[finding.call];
    if (site) return proposals(fixes, { ...about, site, sites, file: site.ref.chunk.file });
    return finding.call === undefined && last?.source === current ? fileProposals(fixes, { ...about, file: last.view }) : [];
  }

  function quickFixes(finding: Finding): readonly QuickFix[] {
    const useless = unused.find((one) => one.finding.rule === finding.rule && one.finding.span.start === finding.span.start);
    if (useless) return [removeSuppression(useless, current.text)];
    const sourceOf = ({ file }: Location) => (file === undefined || file === place?.file ? current : place?.files.sourceOf(file));
    const about = { finding, text: current.text, parts: current.parts, textOf: (at: Location) => sourceOf(at)?.text, remember };
    const proposed = proposedFor(finding, about);
    // A call that a half-typed cell leaves open reaches beyond it.
    const possible = proposed.filter(({ edits }) => edits.every(({ span }) => isInOnePart(sourceOf(span) ?? current, span)));
    return possible.map((fix) => ({ ...fix, edits: fix.edits.map((edit) => behindMark({ ...edit, span: local(edit.span) })) }));
  }

  function refactorings(within: Span): readonly Refactoring[] {
    if (last?.source !== current || last.broken) return [];
    const { text, parts } = current;
    const found = recordLimits({ file: last.view, text, parts, within });
    return found.flatMap((one) => (one.edits.every(({ span }) => isInOnePart(current, span)) ? [{ ...one, edits: one.edits.map(behindMark) }] : []));
  }

  return {
    language,
    get source() {
      return current;
    },
    get uses() {
      return uses;
    },
    get broken() {
      return isWorthReading(current.text) && viewNow()?.broken === true;
    },
    prepare: async (text) => {
      if (grammar || !isWorthReading(text)) return;
      const family = place ? (families.find((languagesOf) => languagesOf.includes(language)) ?? []) : [];
      const [own] = await Promise.all([load(language), ...family.map(load)]);
      grammar = own;
    },
    update: (next) => {
      current = next;
    },
    analyze,
    quickFixes,
    suppressions: suppressionsOf,
    refactorings,
    fixAll: (settings, within = { start: 0, end: Infinity }, rule) => {
      const isHere = ({ span }: TextEdit) => span.file === undefined && span.start >= within.start && span.end <= within.end;
      const chosen = analyze(settings).findings.filter((finding) => rule === undefined || finding.rule === rule).flatMap((finding) => quickFixes(finding).find(({ preferred, safe }) => preferred && safe) ?? []);
      return combine(chosen.filter(({ edits }) => edits.every(isHere))).edits;
    },
    dispose: () => {
      place?.files.close(place.file, self);
      syntax?.dispose();
      syntax = undefined;
      last = undefined;
      own = undefined;
    },
  };
}
