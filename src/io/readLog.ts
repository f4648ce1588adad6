import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { type LogResult, readLogStream } from './readLogStream';

export interface LogOptions {
  /** Stops the reading between two pieces. */
  readonly signal?: AbortSignal;
  /** Told after each piece: bytes that are read, and bytes in all. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Reads the errors in a file of any size; see `readLogStream`. Never throws. */
export async function readLog(file: string, { signal, onProgress }: LogOptions = {}): Promise<LogResult> {
  try {
    const about = await stat(file);
    if (about.isDirectory()) return { kind: 'skipped', why: 'is a folder' };
    const pieces = createReadStream(file, { highWaterMark: pieceBytes }) as AsyncIterable<Uint8Array>;
    return await readLogStream(pieces, { signal, onRead: (bytes) => onProgress?.(bytes, Math.max(bytes, about.size)) });
  } catch (error) {
    return { kind: 'skipped', why: `cannot be read (${error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'})` };
  }
}

const pieceBytes = 256 * 1024;
