import { readdirSync, statSync } from 'node:fs';
import type { Part } from '../../lint/source';
import { isNotebook, maxFileBytes, readSourceSync } from '../readSource';

/** Files as they are on disk, remembered until somebody says that they changed. */
export interface Disk {
  readonly isFile: (file: string) => boolean;
  /** The text of a file; undefined when it is missing, larger than a source file is, or no text. */
  readonly read: (file: string) => FileText | undefined;
  /** The text of a lock file, which may be larger and is not remembered. */
  readonly readLarge: (file: string) => string | undefined;
  /** The names in a folder; empty when there is none. Not remembered. */
  readonly list: (folder: string) => readonly string[];
  /** Forgets one file, or all of them when files came or went. */
  readonly forget: (file?: string) => void;
}

export interface FileText {
  readonly text: string;
  /** Changes whenever the text does. */
  readonly version: string;
  /** The cells of a notebook. */
  readonly parts?: readonly Part[];
}

/** Outputs make a notebook large; one beyond this is read when it is linted itself. */
export const mostNotebookBytes = 16 * maxFileBytes;
/** Lock files of large workspaces have a few megabytes. */
const mostLockBytes = 32 * 1024 * 1024;

export function openDisk(): Disk {
  const files = new Map<string, boolean>();
  const texts = new Map<string, FileText | undefined>();
  return {
    isFile: (file) => {
      const known = files.get(file) ?? isFile(file);
      files.set(file, known);
      return known;
    },
    read: (file) => {
      if (!texts.has(file)) texts.set(file, readText(file, maxFileBytes));
      return texts.get(file);
    },
    readLarge: (file) => readText(file, mostLockBytes)?.text,
    list: listFolder,
    forget: (file) => {
      if (file === undefined) files.clear();
      else files.delete(file);
      if (file === undefined) texts.clear();
      else texts.delete(file);
    },
  };
}

/** A path through a file, such as `style.css/index.ts`, is no file either. */
function isFile(file: string): boolean {
  try {
    return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
  } catch {
    return false;
  }
}

function readText(file: string, most: number): FileText | undefined {
  const read = readSourceSync(file, isNotebook(file) ? mostNotebookBytes : most);
  return read?.kind === 'read' && read.text.length <= most ? { text: read.text, version: read.version, ...(read.parts && { parts: read.parts }) } : undefined;
}

function listFolder(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
