import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CallSummary } from '../diagnose/callSummary';
import { summarizeCalls } from '../diagnose/summarizeCalls';
import { analyzeFiles } from '../io/analyzeFiles';
import type { FileConfig } from '../io/config/configFiles';
import { compare, findSources } from '../io/files';
import type { Linter } from '../lint/linter';
import type { Part, SourceText } from '../lint/source';
import { fileOf } from './fileOf';
import type { Linted } from './openDocuments';
import { type ServerSettings, inProject } from './settings';

/** A folder that is open in the editor. */
export interface Folder {
  readonly uri: string;
  readonly name: string;
}

export interface WorkspaceCallsDeps {
  readonly linter: Linter;
  readonly folders: readonly Folder[];
  readonly openUris: readonly string[];
  /** The cells of a notebook as it was saved. */
  readonly cellsOnDisk: (file: string) => readonly Part[] | undefined;
  readonly lintOpen: (uri: string) => Promise<Linted | undefined>;
  /** As the client holds them. */
  readonly settingsOf: (uri: string) => Promise<ServerSettings>;
  readonly configOf: (file: string) => FileConfig;
  readonly isCancelled: () => boolean;
  /** Told about files that are left out or odd. */
  readonly note: (text: string) => void;
}

/** The Claude calls of all open folders and documents; what is open counts as it stands in the editor. Empty when cancelled. */
export async function workspaceCalls(deps: WorkspaceCallsDeps): Promise<readonly CallSummary[]> {
  const open = await openCalls(deps);
  const files = new Set(open.flatMap(({ file }) => file ?? []));
  const summaries: CallSummary[] = open.flatMap(({ calls }) => calls);
  for (const folder of deps.folders) {
    const root = fileOf(folder.uri);
    if (root === undefined) continue;
    const sources = await findSources([root], root);
    const rest = sources.files.filter((file) => !files.has(file) && !deps.configOf(file).excluded);
    const own = await deps.settingsOf(folder.uri);
    const notes = { linter: deps.linter, settings: (file: string) => inProject(own, deps.configOf(file)).rules, onNote: (file: string, note: string) => deps.note(`${file}: ${note}`) };
    for await (const { file, source, analysis } of analyzeFiles(rest, notes)) {
      if (deps.isCancelled()) return [];
      files.add(file);
      summaries.push(...at(pathToFileURL(file).href, summarizeCalls(nameOf(file, deps.folders), source, analysis)));
    }
  }
  return summaries.sort((a, b) => compare(a.file, b.file) || (a.cell ?? 0) - (b.cell ?? 0) || a.line - b.line || a.column - b.column);
}

async function openCalls({ openUris, cellsOnDisk, lintOpen, folders }: WorkspaceCallsDeps): Promise<readonly { readonly file: string | undefined; readonly calls: readonly CallSummary[] }[]> {
  const linted = await Promise.all(openUris.map(async (uri) => ({ uri, state: await lintOpen(uri) })));
  return linted.flatMap(({ uri, state }) => {
    if (!state) return [];
    const file = fileOf(uri);
    const name = file === undefined ? decodeURIComponent(uri.replace(/^[a-z-]+:/i, '')) : nameOf(file, folders);
    return [{ file, calls: at(uri, summarizeCalls(name, numbered(state.source, file === undefined ? undefined : cellsOnDisk(file)), { calls: state.analysis.calls, findings: state.shown })) }];
  });
}

function at(uri: string, calls: readonly CallSummary[]): readonly CallSummary[] {
  return calls.map((call) => ({ ...call, uri }));
}

/** An editor does not say which cells stand between those of Python; the saved notebook does, as long as it has as many. */
function numbered(source: SourceText, saved: readonly Part[] | undefined): SourceText {
  if (!source.parts || saved?.length !== source.parts.length) return source;
  return { ...source, parts: source.parts.map((part, index) => ({ ...part, name: saved[index]?.name ?? part.name })) };
}

/** Relative to its folder, which is named too where there are several; absolute outside of all. */
function nameOf(file: string, folders: readonly Folder[]): string {
  for (const { uri, name } of folders) {
    const root = fileOf(uri);
    const relative = root === undefined ? '..' : path.relative(root, file).split(path.sep).join('/');
    if (relative.startsWith('..') || path.isAbsolute(relative)) continue;
    return folders.length > 1 ? `${name}/${relative}` : relative;
  }
  return file;
}
