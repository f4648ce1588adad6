import { readFileSync, statSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { maxLength } from '../lint/libraries/gate';
import type { Part } from '../lint/source';
import { joinCells } from './notebook/joinCells';
import { parseNotebook } from './notebook/parseNotebook';

/** What a file says, or why it is left out. `note` is for the user when the text may differ from what they meant. */
export type ReadResult =
  | { readonly kind: 'read'; readonly text: string; readonly note?: string; /** The cells of a notebook. */ readonly parts?: readonly Part[] }
  | { readonly kind: 'skipped'; readonly why: string };

/** A file of this many bytes has at most as many characters. */
export const maxFileBytes = maxLength;
/** A notebook carries its outputs, images among them, beside the code. */
const maxNotebookBytes = 128 * 1024 * 1024;

/** Reads a source file as UTF-8, or as UTF-16 when its byte order mark says so; of a notebook, its Python cells. Never throws. */
export async function readSource(file: string): Promise<ReadResult> {
  try {
    const { size } = await stat(file);
    return tooLarge(file, size) ?? sourceIn(file, await readFile(file));
  } catch (error) {
    return { kind: 'skipped', why: `cannot be read (${codeOf(error)})` };
  }
}

/** The same at once, for what an analysis needs while it runs. `version` changes whenever the text does. */
export function readSourceSync(file: string, maxBytes: number): (ReadResult & { readonly version: string }) | undefined {
  try {
    const { size, mtimeMs } = statSync(file);
    return size > maxBytes ? undefined : { ...sourceIn(file, readFileSync(file)), version: `${mtimeMs}-${size}` };
  } catch {
    return undefined;
  }
}

function tooLarge(file: string, size: number): ReadResult | undefined {
  if (isNotebook(file)) return size > maxNotebookBytes ? { kind: 'skipped', why: `larger than ${maxNotebookBytes / 1024 / 1024} MB with its outputs; it is read once they are cleared` } : undefined;
  return size > maxFileBytes ? { kind: 'skipped', why: `larger than ${maxFileBytes / 1024 / 1024} MB` } : undefined;
}

function sourceIn(file: string, bytes: Uint8Array): ReadResult {
  const read = decode(bytes);
  return read.kind === 'skipped' ? read : { ...read, ...sourceOf(file, read.text) };
}

/** What is linted of the text of a file: of a notebook, its Python cells. */
export function sourceOf(file: string, written: string): ReadResult {
  const read = { kind: 'read', text: written } as const;
  if (!isNotebook(file)) return read;
  const notebook = parseNotebook(read.text);
  if (notebook.kind === 'skipped') return notebook;
  const { text, parts } = joinCells(notebook.cells);
  if (text.length > maxFileBytes) return { kind: 'skipped', why: `its code is larger than ${maxFileBytes / 1024 / 1024} MB` };
  return { ...read, text, parts, ...(parts.length === 0 && { note: 'a notebook without code cells' }) };
}

export function isNotebook(file: string): boolean {
  return /\.ipynb$/i.test(file);
}

/** The byte order mark is no part of the text: editors do not count it in columns either. */
export function decode(bytes: Uint8Array): ReadResult {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return { kind: 'read', text: new TextDecoder('utf-16le').decode(bytes) };
  if (first === 0xfe && second === 0xff) return { kind: 'read', text: new TextDecoder('utf-16be').decode(bytes) };
  if (hasManyNuls(bytes)) return { kind: 'skipped', why: 'not a text file (it holds NUL bytes; UTF-16 needs a byte order mark)' };
  try {
    return { kind: 'read', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { kind: 'read', text: new TextDecoder('utf-8').decode(bytes), note: 'not valid UTF-8; columns after the odd characters may be off' };
  }
}

/** Text that a person wrote can hold one by mistake; UTF-16 and what is no text are full of them. */
function hasManyNuls(bytes: Uint8Array): boolean {
  let count = 0;
  for (let at = bytes.indexOf(0); at >= 0; at = bytes.indexOf(0, at + 1)) if (++count > bytes.length / 200) return true;
  return false;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown error';
}
