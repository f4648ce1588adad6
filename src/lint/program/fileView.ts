import type { LanguageId } from '../call';
import type { Binding, CallFact, DeclarationFacts, ExportFact, Expr, ExprOf, FunctionFact, ImportFact, Region } from '../facts/facts';
import type { Location, Span } from '../source';

/** One top-level declaration at its place in a file. */
export interface Chunk {
  readonly file: FileView;
  readonly facts: DeclarationFacts;
  /** Offset of the declaration in the document. */
  readonly offset: number;
  readonly index: DeclarationIndex;
}

/** A file as the resolver reads it. */
export interface FileView {
  readonly language: LanguageId;
  /** Absent for a text that is no file, such as an unsaved one. */
  readonly path?: string;
  /** The other files; absent where a file is read alone. */
  readonly program?: Program;
  readonly chunks: readonly Chunk[];
  /** Bindings of the file's own scope, by name. */
  readonly names: ReadonlyMap<string, readonly Bound[]>;
  /** Assignments to a name that is declared in another scope, by name. */
  readonly assignments: ReadonlyMap<string, readonly Bound[]>;
  readonly imports: ReadonlyMap<string, readonly ImportFact[]>;
  /** What is exported apart from its declaration, by the name that importers write. */
  readonly exports: ReadonlyMap<string, readonly Exported[]>;
  /** Calls by the last name of their callee. */
  readonly calls: ReadonlyMap<string, readonly CallRef[]>;
}

/** The files around a file, read as they are needed. */
export interface Program {
  /** A new object for each analysis: what was found out in one does not hold for the next. */
  readonly analysis: object;
  /** The file that `module` names where `from` imports it; undefined for a package, a missing file and one that is not read. */
  readonly moduleOf: (from: FileView, module: string) => FileView | undefined;
  /** The files that import from a file or from one that hands its exports on, and whose text holds `word`, if one is given. */
  readonly importersOf: (file: FileView, word?: string) => readonly FileView[];
  /** The version of a package that a file gets, as a lock file or manifest says. */
  readonly versionOf: (from: FileView, name: string) => string | undefined;
}

export interface Bound {
  readonly chunk: Chunk;
  readonly binding: Binding;
}

export interface Exported {
  readonly chunk: Chunk;
  readonly fact: ExportFact;
}

export interface CallRef {
  readonly chunk: Chunk;
  readonly call: CallFact;
  readonly context?: Context;
}

export interface FunctionRef {
  readonly chunk: Chunk;
  readonly fn: FunctionFact;
  /** For a function that was made in another one: how that one was entered. */
  readonly context?: Context;
}

/** Which call entered a function, so that its parameters are what this call passes and not what any call does. */
export interface Context {
  readonly fn: FunctionFact;
  readonly by: CallRef;
  /** Of the functions around `fn`. */
  readonly outer?: Context;
}

/** Look-ups over one declaration's facts; depends on nothing else, so it is kept as long as they are. */
export interface DeclarationIndex {
  readonly bindings: ReadonlyMap<string, readonly Binding[]>;
  readonly calls: ReadonlyMap<string, readonly CallFact[]>;
  /** Arguments, and entries of objects that are one, that are a name, by its last part: `ask` of `pRetry(ask)` and of `pRetry(this.ask)`. */
  readonly handed: ReadonlyMap<string, readonly HandedName[]>;
}

export interface HandedName {
  readonly call: CallFact;
  readonly value: Expr;
  readonly slot: { readonly index: number; readonly key?: string };
}

const indexes = new WeakMap<DeclarationFacts, DeclarationIndex>();

/** Puts the declarations of a file together. `declarations` are in document order. */
export function fileView(home: Pick<FileView, 'language' | 'path' | 'program'>, declarations: readonly { facts: DeclarationFacts; offset: number }[]): FileView {
  const names = new Map<string, Bound[]>();
  const assignments = new Map<string, Bound[]>();
  const imports = new Map<string, ImportFact[]>();
  const exports = new Map<string, Exported[]>();
  const calls = new Map<string, CallRef[]>();
  const chunks: Chunk[] = [];
  const file: FileView = { ...home, chunks, names, assignments, imports, exports, calls };
  for (const { facts, offset } of declarations) {
    const chunk: Chunk = { file, facts, offset, index: indexOf(facts) };
    chunks.push(chunk);
    for (const binding of facts.bindings) {
      if (binding.cls !== undefined) continue;
      if (binding.scope === 0) push(names, binding.name, { chunk, binding });
      else if (binding.scope === undefined) push(assignments, binding.name, { chunk, binding });
    }
    for (const fact of facts.imports) push(imports, fact.local, fact);
    for (const fact of facts.exports) push(exports, fact.name, { chunk, fact });
    for (const [name, list] of chunk.index.calls) for (const call of list) push(calls, name, { chunk, call });
  }
  return file;
}

/** The last name of a callee: `create` of `client.messages.create`. */
export function calleeName(call: Pick<CallFact, 'callee'>): string | undefined {
  const { callee } = call;
  return callee.kind === 'member' || callee.kind === 'name' ? callee.name : undefined;
}

/** Where a span of a declaration stands: offsets in its file, and which file that is. */
export function absolute({ file: { path }, offset }: Chunk, { start, end }: Span): Location {
  return { start: start + offset, end: end + offset, ...(path !== undefined && { file: path }) };
}

export function callOf(chunk: Chunk, expr: ExprOf<'call'>, context?: Context): CallRef | undefined {
  const call = chunk.facts.calls[expr.call];
  return call && { chunk, call, ...(context && { context }) };
}

export function regionOf(chunk: Chunk, region: number): Region | undefined {
  return chunk.facts.regions[region];
}

/** The region and the regions around it, innermost first. */
export function* outward(chunk: Chunk, region: number): Generator<{ readonly id: number; readonly region: Region }> {
  for (let id = region; id >= 0; ) {
    const found = chunk.facts.regions[id];
    if (!found) return;
    yield { id, region: found };
    id = found.parent;
  }
}

/** The innermost function around a region. */
export function functionAround(chunk: Chunk, region: number): FunctionRef | undefined {
  for (const { region: found } of outward(chunk, region)) {
    if (found.kind !== 'function') continue;
    const fn = chunk.facts.functions[found.fn];
    return fn && { chunk, fn };
  }
  return undefined;
}

/** True if `inner` is `outer` or lies within it. */
export function isWithin(chunk: Chunk, inner: number, outer: number): boolean {
  for (const { id } of outward(chunk, inner)) if (id === outer) return true;
  return false;
}

function indexOf(facts: DeclarationFacts): DeclarationIndex {
  const known = indexes.get(facts);
  if (known) return known;
  const bindings = new Map<string, Binding[]>();
  const calls = new Map<string, CallFact[]>();
  const handed = new Map<string, HandedName[]>();
  for (const binding of facts.bindings) push(bindings, binding.name, binding);
  for (const call of facts.calls) {
    const name = calleeName(call);
    if (name !== undefined) push(calls, name, call);
    for (const [index, { value }] of call.args.entries()) {
      if (value.kind === 'name' || value.kind === 'member') push(handed, value.name, { call, value, slot: { index } });
      if (value.kind !== 'object') continue;
      for (const entry of value.entries)
        if (entry.value.kind === 'name' || entry.value.kind === 'member') push(handed, entry.value.name, { call, value: entry.value, slot: { index, key: entry.key } });
    }
  }
  const index = { bindings, calls, handed };
  indexes.set(facts, index);
  return index;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
