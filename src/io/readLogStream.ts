import { setImmediate } from 'node:timers/promises';
import type { Evidence } from '../diagnose/evidence';
import { createEvidenceReader } from '../diagnose/reading/evidenceReader';
import { encodingOf } from './encoding';

/** What a log tells, or why it cannot be read. `why` is a clause for the user; `isBlank` says that it has no character but blanks. */
export type LogResult = { readonly kind: 'read'; readonly evidence: Evidence; readonly isBlank: boolean } | { readonly kind: 'skipped'; readonly why: string } | { readonly kind: 'stopped' };

export interface LogStreamOptions {
  /** Stops the reading between two pieces. */
  readonly signal?: AbortSignal | undefined;
  /** Told after each piece: bytes that are read so far. */
  readonly onRead?: (bytes: number) => void;
}

/**
 * Reads the errors in a stream of any length, piece by piece: what is held of it does not grow with it, and other work goes on in between.
 * UTF-8, and UTF-16 where its byte order mark says so. Rejects where the stream does.
 */
export async function readLogStream(pieces: AsyncIterable<Uint8Array>, { signal, onRead }: LogStreamOptions = {}): Promise<LogResult> {
  const reader = createEvidenceReader();
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let bytes = 0;
  let isBlank = true;
  const push = (text: string) => {
    isBlank &&= text.trim() === '';
    reader.push(text);
  };
  for await (const piece of withLongStart(pieces)) {
    if (signal?.aborted) return { kind: 'stopped' };
    if (decoder === undefined) {
      const { name } = encodingOf(piece);
      if (name === 'utf-8' && isBinary(piece)) return { kind: 'skipped', why: 'is not a text file' };
      decoder = new TextDecoder(name);
    }
    push(decoder.decode(piece, { stream: true }));
    bytes += piece.length;
    onRead?.(bytes);
    await setImmediate();
  }
  if (decoder) push(decoder.decode());
  return { kind: 'read', evidence: reader.end(), isBlank };
}

/** Joins the first pieces: what comes from another program can begin with a single byte, which tells no encoding. */
async function* withLongStart(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let start: Uint8Array[] | undefined = [];
  for await (const piece of pieces) {
    if (start === undefined) {
      yield piece;
      continue;
    }
    start.push(piece);
    if (start.reduce((sum, { length }) => sum + length, 0) < leastStart) continue;
    yield Buffer.concat(start);
    start = undefined;
  }
  if (start && start.length > 0) yield Buffer.concat(start);
}

/** Bytes that tell text from anything else. */
const leastStart = 4096;

/** A log can hold a NUL by mistake, and UTF-16 without its mark has one in every second place; an image or an archive has them among odd bytes. */
function isBinary(bytes: Uint8Array): boolean {
  const odd = bytes.filter((byte) => byte < 9 || (byte > 13 && byte < 27)).length;
  const nuls = bytes.filter((byte) => byte === 0).length;
  const isWide = nuls > bytes.length * 0.4 && odd - nuls < bytes.length / 200;
  return !isWide && odd > bytes.length / 100;
}
