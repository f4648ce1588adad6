import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Piece } from './piece';

/** The two corpora of this folder: texts from public threads, and storms that were produced and caught. */
export const corpora = ['threads', 'storms'] as const;

/** Reads `threads.jsonl` or `storms.jsonl`; empty where there is no such file. */
export function readPieces(corpus: (typeof corpora)[number]): readonly Piece[] {
  const file = path.join(__dirname, `${corpus}.jsonl`);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Piece);
}
