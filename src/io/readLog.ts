import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import type { Evidence } from '../diagnose/evidence';
import { createEvidenceReader } from '../diagnose/reading/evidenceReader';
import { encodingOf } from './encoding';

/** What a log tells, or why it cannot be read. `why` is a clause for the user. */
export type LogResult = { readonly kind: 'read'; readonly evidence: Evidence; readonly bytes: number } | { readonly kind: 'skipped'; readonly why: string } | { readonly kind: 'stopped' };

export interface LogOptions {
  /** Stops the reading between two pieces. */
  readonly signal?: AbortSignal;
  /** Told after each piece: bytes that are read, and bytes in all. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Reads the errors in a file of any size, piece by piece: what is held of it does not grow with it, and other work goes on in between.
 * UTF-8, and UTF-16 where its byte order mark says so. Never throws.
 */
export async function readLog(file: string, { signal, onProgress }: LogOptions = {}): Promise<LogResult> {
  try {
    const about = await stat(file);
    if (about.isDirectory()) return { kind: 'skipped', why: 'is a folder' };
    const reader = createEvidenceReader();
    let decoder: InstanceType<typeof TextDecoder> | undefined;
    let bytes = 0;
    for await (const chunk of createReadStream(file, { highWaterMark: pieceBytes }) as AsyncIterable<Uint8Array>) {
      if (signal?.aborted) return { kind: 'stopped' };
      if (decoder === undefined) {
        const { name } = encodingOf(chunk);
        if (name === 'utf-8' && isBinary(chunk)) return { kind: 'skipped', why: 'is not a text file' };
        decoder = new TextDecoder(name);
      }
      reader.push(decoder.decode(chunk, { stream: true }));
      bytes += chunk.length;
      onProgress?.(bytes, Math.max(bytes, about.size));
      await setImmediate();
    }
    if (decoder) reader.push(decoder.decode());
    return { kind: 'read', evidence: reader.end(), bytes };
  } catch (error) {
    return { kind: 'skipped', why: `cannot be read (${error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'})` };
  }
}

const pieceBytes = 256 * 1024;

/** A log can hold a NUL by mistake, and UTF-16 without its mark has one in every second place; an image or an archive has them among odd bytes. */
function isBinary(bytes: Uint8Array): boolean {
  const odd = bytes.filter((byte) => byte < 9 || (byte > 13 && byte < 27)).length;
  const nuls = bytes.filter((byte) => byte === 0).length;
  const isWide = nuls > bytes.length * 0.4 && odd - nuls < bytes.length / 200;
  return !isWide && odd > bytes.length / 100;
}
