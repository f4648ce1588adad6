import { readFile } from 'node:fs/promises';
import { applyEdits } from '../../lint/source';
import { editNotebook } from '../notebook/editNotebook';
import { decode, isNotebook, sourceOf } from '../readSource';
import { whyProtected } from '../writeFileSafely';
import type { Fixable } from './fixable';

/** A file on disk with what is to be written of it. */
export interface FixableFile extends Fixable<FixableFile> {
  readonly bytes: Uint8Array;
  /** As it is written: of a notebook its JSON. */
  readonly written: string;
}

/** Reads a file for fixes to change it; gives the reason, as a clause, where they cannot. */
export async function fixableFile(file: string): Promise<FixableFile | string> {
  const bytes = await readFile(file).catch(() => undefined);
  const read = bytes && decode(bytes);
  if (!bytes || read?.kind !== 'read') return 'it cannot be read';
  if (read.note !== undefined) return 'it is not valid UTF-8, and would lose what cannot be read';
  return (await whyProtected(file)) ?? fixableIn(file, bytes, read.text);
}

function fixableIn(file: string, bytes: Uint8Array, written: string): FixableFile {
  const source = sourceOf(file, written);
  return {
    bytes,
    written,
    ...(source.kind === 'read' && { source }),
    edited: (edits) => {
      const parts = source.kind === 'read' ? (source.parts ?? []) : [];
      return fixableIn(file, bytes, isNotebook(file) ? editNotebook(written, parts, edits) : applyEdits(written, edits));
    },
  };
}

/** True while the file on disk is what was read. */
export async function isUnchanged(file: string, { bytes }: Pick<FixableFile, 'bytes'>): Promise<boolean> {
  const current = await readFile(file).catch(() => undefined);
  return current !== undefined && Buffer.from(bytes).equals(current);
}
