import type { Analysis } from '../lint/analysis';
import type { LanguageId } from '../lint/call';
import type { Finding } from '../lint/finding';
import { whyGenerated } from '../lint/libraries/gate';
import type { LintDocument, Linter } from '../lint/linter';
import { type Part, type SourceText, type TextEdit, editBetween, sourceText } from '../lint/source';
import { type Steady, moveThrough, settle } from '../lint/steady';
import { fileOf } from './fileOf';
import type { ServerSettings } from './settings';

/** What is known of an open document at one version of its text, under one set of settings. */
export interface Linted {
  readonly version: number;
  readonly source: SourceText;
  readonly settings: ServerSettings;
  readonly analysis: Analysis;
  /** The findings to show: while the text is broken, some are older than the analysis. */
  readonly shown: readonly Finding[];
  /** Equal ids mean the same text under the same settings, and so the same findings. */
  readonly resultId: string;
  readonly document: LintDocument;
  /** The text of another file that the analysis looked at. */
  readonly sourceOf: (file: string) => SourceText | undefined;
}

/** The text of a document as the editor has it: a file's own, or that of a notebook's cells together. */
export interface OpenText {
  readonly uri: string;
  /** As LSP names it. */
  readonly languageId: string;
  /** Another one for another text. */
  readonly version: number;
  getText(): string;
  /** The cells of a notebook. */
  readonly parts?: readonly Part[];
}

export interface OpenDocuments {
  /** The state of a document as it is at the moment this resolves; undefined for one that is closed, switched off or not ours. */
  lint(uri: string): Promise<Linted | undefined>;
  /** To be told of every edit, in order. */
  edited(uri: string, edit: TextEdit): void;
  closed(uri: string): void;
  /** To be told when a file of the program changed: forgets what rests on it, or everything for no file. True if something open did. */
  outdated(file?: string): boolean;
}

export interface OpenDocumentsDeps {
  readonly linter: Linter;
  /** The text as the editor has it now; undefined when it is not open. */
  readonly textOf: (uri: string) => OpenText | undefined;
  /** Must give the same object as long as the settings are the same. */
  readonly settingsOf: (uri: string) => Promise<ServerSettings>;
  readonly log: (message: string) => void;
  /** Told, once, of a document that is not read. */
  readonly note: (message: string) => void;
  /** Resolves once the files around the documents are known. */
  readonly ready: () => Promise<void>;
}

/** Keeps what the linter knows of each open document between edits. A document that makes it fail is logged and left alone. */
export function openDocuments({ linter, textOf, settingsOf, log, note, ready }: OpenDocumentsDeps): OpenDocuments {
  const sessions = new Map<string, Session>();
  const noted = new Set<string>();
  let opened = 0;

  function sessionOf(uri: string, language: LanguageId, text: OpenText): Session {
    const known = sessions.get(uri);
    if (known) return known;
    const session: Session = { id: opened++, opening: linter.open(language, sourceNow(text), fileOf(uri)), generation: 0, steady: undefined, last: undefined };
    sessions.set(uri, session);
    return session;
  }

  function drop(uri: string): void {
    sessions.get(uri)?.opening.then((document) => document.dispose(), ignored);
    sessions.delete(uri);
  }

  /** Other documents can lead into this one; what was typed in them counts, too. */
  async function catchUp(except: string): Promise<void> {
    for (const [uri, { opening }] of sessions) {
      const text = uri === except ? undefined : textOf(uri);
      const document = text && (await opening.catch(ignored));
      if (document && document.source.text !== text.getText()) document.update(sourceNow(text));
    }
  }

  async function lint(uri: string): Promise<Linted | undefined> {
    const settings = await settingsOf(uri);
    const before = textOf(uri);
    const language = before && languageIds[before.languageId];
    if (!language || isPast(uri) || !settings.enable) return undefined;
    const generated = whyGenerated(before.getText());
    if (generated !== undefined) {
      if (!noted.has(uri)) note(`${uri} is not read: it is ${generated}`);
      noted.add(uri);
      return undefined;
    }
    try {
      await ready();
      const session = sessionOf(uri, language, before);
      const document = await session.opening;
      await document.prepare(before.getText());
      await catchUp(uri);
      // Loading a grammar takes a while: the text that counts is the one of now, and a closed document has none.
      const text = textOf(uri);
      return text && sessions.get(uri) === session ? lintNow(session, { document, text, settings, sourceOf: (file) => linter.sourceOf(file) }) : undefined;
    } catch (error) {
      log(`The linter failed on a ${language} document: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      drop(uri);
      return undefined;
    }
  }

  return {
    lint,
    closed: drop,
    outdated: (file) => {
      let any = false;
      for (const session of sessions.values()) {
        const { last } = session;
        if (!last || last.outdated || (file !== undefined && !last.document.uses.has(file))) continue;
        session.last = { ...last, outdated: true };
        any = true;
      }
      return any;
    },
    edited: (uri, edit) => {
      const session = sessions.get(uri);
      if (session?.steady) session.steady = moveThrough(session.steady, edit);
    },
  };
}

const languageIds: Readonly<Record<string, LanguageId>> = {
  typescript: 'typescript',
  typescriptreact: 'tsx',
  javascript: 'javascript',
  javascriptreact: 'javascript',
  python: 'python',
};

/** Source control opens past versions for comparison under addresses with a query; nobody can repair them. */
function isPast(uri: string): boolean {
  return uri.includes('?');
}

interface Session {
  readonly id: number;
  readonly opening: Promise<LintDocument>;
  /** Counts the settings and the states of other files that the document was linted under. */
  generation: number;
  steady: Steady | undefined;
  last: (Linted & { readonly outdated: boolean }) | undefined;
}

interface Current extends Pick<Linted, 'document' | 'settings' | 'sourceOf'> {
  readonly text: OpenText;
}

function lintNow(session: Session, { document, text, settings, sourceOf }: Current): Linted {
  const { last } = session;
  if (last && last.settings !== settings) {
    session.generation++;
    session.steady = undefined;
  } else if (last?.outdated === true) session.generation++;
  else if (last?.version === text.version) return last;
  const source = sourceNow(text);
  // Cells can come apart where the text they make together stays the same.
  if (source.parts || source.text !== document.source.text) document.update(source);
  // Nobody tells of the edits of a notebook, whose cells come, go and move.
  if (last && source.parts && session.steady) session.steady = moveThrough(session.steady, editBetween(last.source.text, source.text));
  const analysis = document.analyze(settings.rules);
  const { shown, steady } = settle(session.steady, analysis);
  session.steady = steady;
  session.last = { version: text.version, source, settings, analysis, shown, document, sourceOf, outdated: false, resultId: [session.id, session.generation, text.version].join('.') };
  return session.last;
}

function sourceNow(text: OpenText): SourceText {
  return sourceText(text.uri, text.getText(), text.parts);
}

/** A failed opening is reported where it was asked for. */
function ignored(): void {
  return undefined;
}
