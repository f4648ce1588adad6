import { type Chunk, absolute } from '../program/fileView';

/** True for a word that a declaration holds, whatever it stands for there. */
export function isMentioned(name: string, chunk: Chunk, text: string): boolean {
  const { start, end } = absolute(chunk, chunk.facts.regions[0]?.span ?? { start: 0, end: 0 });
  return new RegExp(`\\b${name}\\b`).test(text.slice(start, end));
}
