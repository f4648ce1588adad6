import { createHash } from 'node:crypto';
import type { Piece } from './piece';

/** To which set the pieces of a source belong: about 55 % are open. By a hash, so that nobody chooses, and a thread's texts stay together. */
export function setOf(source: string): Piece['set'] {
  const hash = createHash('sha256').update(source).digest().readUInt32BE(0);
  return hash / 2 ** 32 < 0.55 ? 'open' : 'held-out';
}
