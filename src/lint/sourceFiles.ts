import { type Language, Query } from 'web-tree-sitter';
import type { LanguageId } from './call';
import { type Declarations, declarationsOf } from './facts/declarations';
import { languageOf } from './languageOf';
import { languages } from './languages/index';
import { whyGenerated } from './libraries/gate';
import { type FileView, type Program, fileView } from './program/fileView';
import type { ProgramHost } from './program/programHost';
import { type SourceText, sourceText } from './source';
import { newTrace } from './program/trace';
import { syntaxTree } from './syntaxTree';

/** A grammar with the language's query compiled for it. */
export interface Compiled {
  readonly grammar: Language;
  readonly query: Query;
}

/** An open document as the files around it see it. */
export interface OpenFile {
  readonly source: SourceText;
  /** As it stands in the editor; undefined while its grammar is not loaded. */
  view(): FileView | undefined;
}

/** The files of a program, each parsed when it is first needed and kept until its text changes. */
export interface SourceFiles {
  readonly program: Program;
  /** Runs an analysis and says which files it has looked at. */
  readonly track: <T>(work: () => T) => { readonly result: T; readonly used: ReadonlySet<string> };
  readonly open: (file: string, document: OpenFile) => void;
  readonly close: (file: string, document: OpenFile) => void;
  /** A file as it is on disk, if that is its text. */
  readonly parsed: (file: string, text: string) => Parsed | undefined;
  /** The text in which spans of a file count. */
  readonly sourceOf: (file: string) => SourceText | undefined;
}

/** More files than this are not kept at once. */
const maxKept = 600;
/** More files than this are not searched for something that a fix can use. */
const maxNear = 60;
/** A function whose file is imported by more files than this is judged by itself. */
const maxImporters = 200;

export interface Parsed {
  readonly view: FileView;
  readonly declarations: Declarations;
  /** True where the text has a syntax error. */
  readonly broken: boolean;
}

interface Kept {
  readonly version: string;
  readonly source: SourceText;
  readonly parsed: Parsed | undefined;
}

/** `compiled` gives the grammars that are loaded already: nothing here waits. */
export function sourceFiles(host: ProgramHost, compiled: (language: LanguageId) => Compiled | undefined): SourceFiles {
  const kept = new Map<string, Kept>();
  const documents = new Map<string, OpenFile>();
  let used = new Set<string>();
  const trace = newTrace();
  /** Answers about the program, the same within one analysis. */
  let answers = new Map<string, unknown>();

  function viewOf(file: string): FileView | undefined {
    used.add(file);
    return documents.get(file)?.view() ?? keptOf(file)?.parsed?.view;
  }

  function keptOf(file: string): Kept | undefined {
    const read = host.read(file);
    if (!read) return undefined;
    const known = kept.get(file);
    if (known?.version === read.version) return known;
    const source = sourceText(file, read.text, read.parts);
    const next: Kept = { version: read.version, source, parsed: parse(file, source) };
    kept.delete(file);
    kept.set(file, next);
    const [oldest] = kept.keys();
    if (kept.size > maxKept && oldest !== undefined) kept.delete(oldest);
    return next;
  }

  function parse(file: string, source: SourceText): Parsed | undefined {
    const language = languageOf(file);
    const loaded = language && compiled(language);
    if (!language || !loaded || whyGenerated(source.text) !== undefined) return undefined;
    const syntax = syntaxTree(loaded.grammar);
    try {
      const { root } = syntax.parse(source);
      const declarations = declarationsOf(root, source.text, { query: loaded.query, language: languages[language] });
      return { view: fileView({ language, path: file, program }, declarations.list).view, declarations, broken: root.hasError };
    } finally {
      syntax.dispose();
    }
  }

  /** An answer is given once in an analysis, and what rests on it holds as long as it stays the same. */
  function asked<T>(question: string, find: () => T): T {
    const ask = (): T => {
      if (!answers.has(question)) answers.set(question, find());
      return answers.get(question) as T;
    };
    const answer = ask();
    trace.reads?.questions.set(question, { answer, ask });
    return answer;
  }

  function importersOf(path: string, word: string | undefined): readonly FileView[] {
    const seen = new Set([path]);
    const found: FileView[] = [];
    const queue = [path];
    for (let file = queue.shift(); file !== undefined; file = queue.shift())
      for (const importer of host.importersOf(file)) {
        if (seen.has(importer)) continue;
        if (seen.size > maxImporters) return [];
        seen.add(importer);
        const text = (documents.get(importer)?.source ?? host.read(importer))?.text ?? '';
        const onward = handsOn(importer, text);
        if (onward) queue.push(importer);
        const view = onward || word === undefined || text.includes(word) ? viewOf(importer) : undefined;
        if (view) found.push(view);
      }
    return found;
  }

  const program: Program = {
    trace,
    moduleOf: ({ path }, module) =>
      asked(`module ${module} of ${path ?? ''}`, () => {
        const target = path === undefined ? undefined : host.resolve(path, module);
        return target === undefined || target === path ? undefined : viewOf(target);
      }),
    importersOf: ({ path }, word) => (path === undefined ? [] : asked(`importers of ${path} with ${word ?? ''}`, () => importersOf(path, word))),
    claudeFiles: ({ path, language }) => (path === undefined ? [] : asked(`files with Claude near ${path}`, () => nearest(host.claudeFiles().filter((file) => file !== path && isAlike(languageOf(file), language)), path).flatMap((file) => viewOf(file) ?? []))),
    versionOf: ({ path }, name) => (path === undefined ? undefined : asked(`version of ${name} for ${path}`, () => host.versionOf(path, name))),
  };

  return {
    program,
    track: (work) => {
      used = new Set();
      answers = new Map();
      trace.outside = {};
      return { result: work(), used };
    },
    open: (file, document) => documents.set(file, document),
    close: (file, document) => {
      if (documents.get(file) === document) documents.delete(file);
    },
    parsed: (file, text) => {
      const found = host.read(file)?.text === text ? keptOf(file) : undefined;
      return found?.parsed;
    },
    sourceOf: (file) => documents.get(file)?.source ?? kept.get(file)?.source,
  };
}

function isAlike(one: LanguageId | undefined, other: LanguageId): boolean {
  return one !== undefined && (one === 'python') === (other === 'python');
}

/** Those that share most folders with a file. */
function nearest(files: readonly string[], to: string): readonly string[] {
  const folders = to.split(/[\\/]/);
  const shared = (file: string) => {
    const others = file.split(/[\\/]/);
    const end = folders.findIndex((folder, index) => folder !== others[index]);
    return end < 0 ? folders.length : end;
  };
  return files.map((file) => ({ file, near: shared(file) })).sort((a, b) => b.near - a.near || (a.file < b.file ? -1 : 1)).slice(0, maxNear).map(({ file }) => file);
}

/** Files whose importers can get more from them than what they declare. */
function handsOn(file: string, text: string): boolean {
  return languageOf(file) === 'python' ? /(?:^|[\\/])__init__\.py$/.test(file) : /\bexport\s*(?:\*|\{)|\bmodule\.exports\b/.test(text);
}
