import { readFile, stat } from 'node:fs/promises';

/** What a file says, or why it is left out. `note` is for the user when the text may differ from what they meant. */
export type ReadResult = { readonly kind: 'read'; readonly text: string; readonly note?: string } | { readonly kind: 'skipped'; readonly why: string };

/** Larger files are generated ones, and parsing them would hold the others up. */
export const maxFileBytes = 5 * 1024 * 1024;

/** Reads a source file as UTF-8, or as UTF-16 when its byte order mark says so. Never throws. */
export async function readSource(file: string): Promise<ReadResult> {
  try {
    const { size } = await stat(file);
    if (size > maxFileBytes) return { kind: 'skipped', why: `larger than ${maxFileBytes / 1024 / 1024} MB` };
    return decode(await readFile(file));
  } catch (error) {
    return { kind: 'skipped', why: `cannot be read (${codeOf(error)})` };
  }
}

/** The byte order mark is no part of the text: editors do not count it in columns either. */
export function decode(bytes: Uint8Array): ReadResult {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return { kind: 'read', text: new TextDecoder('utf-16le').decode(bytes) };
  if (first === 0xfe && second === 0xff) return { kind: 'read', text: new TextDecoder('utf-16be').decode(bytes) };
  if (bytes.includes(0)) return { kind: 'skipped', why: 'not a text file (it holds NUL bytes; UTF-16 needs a byte order mark)' };
  try {
    return { kind: 'read', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { kind: 'read', text: new TextDecoder('utf-8').decode(bytes), note: 'not valid UTF-8; columns after the odd characters may be off' };
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown error';
}
