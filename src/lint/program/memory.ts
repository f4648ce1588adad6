import type { Expr, FunctionFact } from '../facts/facts';
import type { CallRef, Chunk, Context, FileView } from './fileView';
import type { Value } from './value';

/** What one unit of an analysis has found out and may ask for again. It dies with the unit: what it rests on is noted once. */
export interface Memory {
  readonly callers: Map<Chunk, Map<FunctionFact, readonly CallRef[]>>;
  readonly named: Map<FileView, Map<string, readonly CallRef[]>>;
  readonly values: Map<Chunk, Map<Expr, Map<Context | undefined, readonly Value[]>>>;
}

const memories = new WeakMap<object, Memory>();

/** The memory of the unit that looks at a file. */
export function memoryOf(file: FileView): Memory {
  const unit = file.trace.reads ?? file.trace.outside;
  const memory = memories.get(unit) ?? { callers: new Map(), named: new Map(), values: new Map() };
  memories.set(unit, memory);
  return memory;
}
