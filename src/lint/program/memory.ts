import type { Expr, FunctionFact } from '../facts/facts';
import type { CallRef, Chunk, Context, FileView } from './fileView';
import type { Value } from './value';

/** What one analysis has found out and may ask for again. It dies with the analysis: other files may change. */
export interface Memory {
  readonly callers: Map<Chunk, Map<FunctionFact, readonly CallRef[]>>;
  readonly named: Map<FileView, Map<string, readonly CallRef[]>>;
  readonly values: Map<Chunk, Map<Expr, Map<Context | undefined, readonly Value[]>>>;
}

const memories = new WeakMap<object, Memory>();

/** The memory of the analysis that looks at a file; a file that is read alone has its own. */
export function memoryOf(file: FileView): Memory {
  const analysis = file.program?.analysis ?? file;
  const memory = memories.get(analysis) ?? { callers: new Map(), named: new Map(), values: new Map() };
  memories.set(analysis, memory);
  return memory;
}
