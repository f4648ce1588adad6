import type { Change } from '../source';
import type { Chunk } from './fileView';
import type { Reads } from './trace';

/** What a unit gives for a declaration; made anew only if some of what it looked at the last time is different now. */
export function kept<T>(chunk: Chunk, make: (of: Chunk) => T, moved: (result: T, change: Change) => T): T {
  const { file } = chunk;
  const known = file.kept.get(chunk);
  if (known && holds(known.reads)) return known.result as T;
  const reads: Reads = { home: file, keys: new Set(), files: new Map(), questions: new Map() };
  file.trace.reads = reads;
  try {
    const result = make(chunk);
    file.kept.set(chunk, { reads, result, moved });
    return result;
  } finally {
    file.trace.reads = undefined;
  }
}

/** Changes of its own file have removed what no longer holds; the others count here. */
function holds({ files, questions }: Reads): boolean {
  for (const { answer, ask } of questions.values()) if (!isSame(ask(), answer)) return false;
  for (const [file, revision] of files) if (file.revision !== revision) return false;
  return true;
}

function isSame(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other;
  return one.length === other.length && one.every((part, index) => part === other[index]);
}
