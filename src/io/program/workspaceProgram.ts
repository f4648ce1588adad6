import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { maxLength, mentionsClaude } from '../../lint/libraries/gate';
import { languageOf } from '../../lint/languageOf';
import type { ProgramHost } from '../../lint/program/programHost';
import { findSources } from '../files';
import { isNotebook, readSource } from '../readSource';
import { type FileText, mostNotebookBytes, openDisk } from './disk';
import { importGraph } from './importGraph';
import { importSpecifiers } from './importSpecifiers';
import { packageVersions, saysVersions } from './packageVersions';
import { resolvePython } from './resolvePython';
import { resolveScript } from './resolveScript';
import { scriptProject } from './scriptProject';

/** The files below some folders as one program. */
export interface WorkspaceProgram extends ProgramHost {
  /** Searches the files of the workspace once for Claude and, where any mentions it, for what they import. Later calls wait for the same search. */
  readonly load: () => Promise<void>;
  /** A file changed, came or went. `text` is what an editor holds; without it the disk counts. True if other files may see other importers now. */
  readonly changed: (file: string, text?: string) => boolean;
  /** Other folders count now. */
  readonly reload: () => void;
}

export interface WorkspaceProgramOptions {
  /** Absolute folders; asked anew for each search. */
  readonly roots: () => readonly string[];
  /** Told when files are left out. */
  readonly note: (text: string) => void;
}

/** A workspace with more source files than this is a disk, not a program. */
const maxFiles = 30_000;

export function workspaceProgram({ roots, note }: WorkspaceProgramOptions): WorkspaceProgram {
  const disk = openDisk();
  const project = scriptProject(disk);
  const versions = packageVersions(disk);
  const graph = importGraph();
  const resolved = new Map<string, string | undefined>();
  let loading: Promise<void> | undefined;
  /** True once the imports of all files are known; a workspace without Claude needs none. */
  let linked = false;

  function resolve(from: string, module: string): string | undefined {
    const key = `${languageOf(from) === 'python' ? from : path.dirname(from)}\n${module}`;
    if (resolved.has(key)) return resolved.get(key);
    const target = languageOf(from) === 'python' ? resolvePython(from, module, disk, rootOf(from)) : resolveScript(from, module, disk, project);
    resolved.set(key, target);
    return target;
  }

  function rootOf(file: string): string {
    return roots().find((root) => isBelow(root, file)) ?? path.dirname(file);
  }

  function enter(file: string, text: string): boolean {
    return graph.set(file, { mentions: mentionsClaude(text), imports: importSpecifiers(file, text).flatMap((module) => resolve(file, module) ?? []) });
  }

  async function search(): Promise<void> {
    const { files } = await findSources(roots(), '/');
    if (files.length > maxFiles) note(`More than ${maxFiles} source files: those beyond are not followed across imports.`);
    const known = files.slice(0, maxFiles);
    let any = false;
    for (const file of known) {
      any = mentionsClaude(await textOf(file, 'latin1'));
      if (any) break;
    }
    if (!any) return;
    linked = true;
    for (const file of known) {
      const text = await textOf(file, 'utf8');
      if (text.length <= maxLength) enter(file, text);
    }
  }

  return {
    resolve,
    read: (file): FileText | undefined => disk.read(file),
    importersOf: (file) => graph.importersOf(file),
    leadsToClaude: (file) => graph.leadsToClaude(file),
    claudeFiles: () => graph.claudeFiles(),
    versionOf: (from, name) => versions.of(from, name, rootOf(from)),
    load: () => (loading ??= search().catch((error: unknown) => note(`The workspace could not be searched: ${error instanceof Error ? error.message : String(error)}`))),
    reload: () => {
      loading = undefined;
      resolved.clear();
      project.forget();
      versions.forget();
    },
    changed: (file, text) => {
      const existed = disk.isFile(file);
      disk.forget(file);
      if (existed !== disk.isFile(file)) resolved.clear();
      if (saysVersions(file)) {
        versions.forget();
        if (!isConfiguration(file)) return true;
      }
      if (isConfiguration(file)) {
        project.forget();
        resolved.clear();
        return true;
      }
      if (languageOf(file) === undefined) return false;
      const now = text ?? disk.read(file)?.text;
      if (!linked && now !== undefined && mentionsClaude(now)) loading = undefined;
      if (now !== undefined) return enter(file, now);
      graph.remove(file);
      return true;
    },
  };
}

async function textOf(file: string, encoding: 'latin1' | 'utf8'): Promise<string> {
  if (!isNotebook(file)) return readFile(file, encoding).catch(() => '');
  const size = await stat(file).then(({ size: bytes }) => bytes, () => Infinity);
  const read = size > mostNotebookBytes ? undefined : await readSource(file);
  return read?.kind === 'read' ? read.text : '';
}

function isConfiguration(file: string): boolean {
  return /^(?:[tj]sconfig.*\.json|package\.json|pnpm-workspace\.yaml)$/.test(path.basename(file));
}

function isBelow(root: string, file: string): boolean {
  const relative = path.relative(root, file);
  return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
}
