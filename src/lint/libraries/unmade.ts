import type { CallRef } from '../program/fileView';
import type { Value } from '../program/value';

/** Whether a client is called by a name that nothing makes, as snippets do, nor brings in by `from x import *`. */
export function isUnmade(callee: Value, { chunk }: CallRef): boolean {
  return callee.kind === 'global' && !chunk.file.imports.has('*');
}
