import type { Region } from '../facts/facts';
import { type Chunk, absolute } from '../program/fileView';

/** True where anything can be read off what a handler catches, in JavaScript or TypeScript. */
export function catchesAny(chunk: Chunk, { span }: Extract<Region, { kind: 'handler' }>, text: string): boolean {
  const head = text.slice(absolute(chunk, span).start).split('{', 1)[0] ?? '';
  return chunk.file.language === 'javascript' || /:\s*any\b/.test(head);
}
