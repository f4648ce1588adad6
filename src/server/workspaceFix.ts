import { pathToFileURL } from 'node:url';
import type { TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { FileConfig } from '../io/config/configFiles';
import { findSources } from '../io/files';
import { editsBetween } from '../io/fixing/editsBetween';
import { fixFiles } from '../io/fixing/fixFiles';
import { type FixableText, fixableText } from '../io/fixing/fixable';
import { type FixableFile, fixableFile, isUnchanged } from '../io/fixing/fixableFile';
import { workspaceProgram } from '../io/program/workspaceProgram';
import { isNotebook } from '../io/readSource';
import type { RuleSettings } from '../lint/analysis';
import type { RuleId } from '../lint/finding';
import { type SourceText, type TextEdit, sourceText } from '../lint/source';
import { fileOf } from './fileOf';
import type { OpenText } from './openDocuments';
import { rangeOf } from './rangeOf';
import { type ServerSettings, inProject } from './settings';

export interface WorkspaceFixDeps {
  /** The addresses of the folders that are open. */
  readonly folders: readonly string[];
  /** What the editor holds by now. */
  readonly openTexts: () => readonly OpenText[];
  readonly versionOf: (cell: string) => number | null;
  /** As the client holds them. */
  readonly settingsOf: (uri: string) => Promise<ServerSettings>;
  readonly configOf: (file: string) => FileConfig;
  readonly isCancelled: () => boolean;
  /** Told how many files are read, of how many. */
  readonly progress: (done: number, all: number) => void;
  /** Told about files that are left out or odd. */
  readonly note: (text: string) => void;
}

/** What comes of it where there is no edit: nobody wants it any more, or files change all the time. */
export type WorkspaceFix = WorkspaceEdit | 'cancelled' | 'changing';

/** Somebody may type, or a tool may write, while the files are read. */
const maxTries = 3;

/**
 * One edit that applies the safe fixes for all findings of a rule in the open folders, in documents as they stand in the
 * editor and in files as they are on disk. It is made of one state of them all: where one changes meanwhile, all are read again.
 */
export async function workspaceFix(rule: RuleId, deps: WorkspaceFixDeps): Promise<WorkspaceFix> {
  for (let turn = 0; turn < maxTries; turn++) {
    const found = await attempt(rule, deps);
    if (found !== 'changing') return found;
  }
  return 'changing';
}

type Held = FixableFile | FixableText;

async function attempt(rule: RuleId, deps: WorkspaceFixDeps): Promise<WorkspaceFix> {
  const { openTexts, versionOf, isCancelled, progress, note } = deps;
  const open = new Map(openTexts().flatMap((text) => filed(text)));
  const { files, settings } = await filesOf(deps);
  const roots = deps.folders.flatMap((uri) => fileOf(uri) ?? []);
  const program = workspaceProgram({ roots: () => roots, note });
  await program.load();
  for (const [file, { source }] of open) program.changed(file, source.text);
  let done = 0;
  const fixed = await fixFiles<Held>({
    files,
    program,
    settings,
    opened: (file) => open.get(file)?.source,
    // The cells of a notebook that is not open can only be written with all of it.
    fixable: async (file) => {
      const here = open.get(file);
      return here ? fixableText(here.source) : isNotebook(file) ? 'it is a notebook that is not open' : fixableFile(file);
    },
    choose: (finding, fixes) => (finding.rule === rule ? fixes.find(({ safe, preferred }) => safe && preferred) : undefined),
    onLinted: (_, pass) => {
      if (pass === 1) progress(++done, files.length);
    },
    onNote: (file, text) => note(`${file}: ${text}`),
    isCancelled,
  });
  if (!fixed || isCancelled()) return 'cancelled';
  if (fixed.isStale) return 'changing';
  const changed = [...fixed.changed];
  const now = new Map(openTexts().flatMap((text) => filed(text)));
  const isSame = await Promise.all(changed.map(async ([file, { before }]) => ('bytes' in before ? !now.has(file) && (await isUnchanged(file, before)) : now.get(file)?.version === open.get(file)?.version)));
  if (isSame.includes(false)) return 'changing';
  return {
    documentChanges: changed.flatMap(([file, { before, after }]) => {
      const held = open.get(file);
      if (!before.source || !after.source) return [];
      const source = sourceText(file, before.source.text, before.source.parts);
      if (!source.parts) return changeOf(source, editsBetween(source.text, after.source.text), held ? { uri: held.uri, version: held.version } : { uri: pathToFileURL(file).href, version: null });
      const moved = after.source;
      return source.parts.flatMap((part, index) => {
        const [then, cell] = [moved.parts?.[index], String(part.name)];
        const edits = then ? editsBetween(source.text.slice(part.start, part.end), moved.text.slice(then.start, then.end)) : [];
        const inNotebook = edits.map(({ span, text }) => ({ span: { start: part.start + span.start, end: part.start + span.end }, text }));
        return changeOf(source, inNotebook, { uri: cell, version: versionOf(cell) });
      });
    }),
  };
}

function changeOf(source: SourceText, edits: readonly TextEdit[], textDocument: TextDocumentEdit['textDocument']): readonly TextDocumentEdit[] {
  return edits.length === 0 ? [] : [{ textDocument, edits: edits.map(({ span, text }) => ({ range: rangeOf(source, span), newText: text })) }];
}

/** What the editor holds of a file, by its path. */
function filed(text: OpenText): readonly (readonly [string, { readonly uri: string; readonly version: number; readonly source: FixableText['source'] }])[] {
  const file = fileOf(text.uri);
  const { uri, version, parts } = text;
  return file === undefined ? [] : [[file, { uri, version, source: { text: text.getText(), ...(parts && { parts }) } }]];
}

/** The sources of all folders, with the settings that count for each. */
async function filesOf({ folders, settingsOf, configOf }: WorkspaceFixDeps): Promise<{ readonly files: readonly string[]; readonly settings: (file: string) => RuleSettings }> {
  const settings = new Map<string, RuleSettings>();
  for (const uri of folders) {
    const root = fileOf(uri);
    const own = await settingsOf(uri);
    if (root === undefined || !own.enable) continue;
    for (const file of (await findSources([root], root)).files) {
      const { enable, rules } = inProject(own, configOf(file));
      if (enable && !settings.has(file)) settings.set(file, rules);
    }
  }
  return { files: [...settings.keys()], settings: (file) => settings.get(file) ?? {} };
}
