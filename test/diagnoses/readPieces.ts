import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Piece } from './piece';

/** The corpora of this folder: texts from public threads, storms that were produced and caught, and texts that were written for the measurement. */
export const corpora = ['threads', 'storms', 'written'] as const;

/** Reads one of them; empty where there is no such file. */
export function readPieces(corpus: (typeof corpora)[number]): readonly Piece[] {
  const file = path.join(__dirname, `${corpus}.jsonl`);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Piece);
}
