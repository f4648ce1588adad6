import type { LanguageId } from '../call';
import type { Binding, CallFact, DeclarationFacts, ExportFact, Expr, ExprOf, FunctionFact, ImportFact, LateEntry, Region } from '../facts/facts';
import type { Declaration, Revision } from '../facts/declarations';
import type { Change, Location, Span } from '../source';
import { push } from './push';
import { type Kept, type Trace, newTrace, note } from './trace';

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
  readonly names: Table<Bound>;
  /** Assignments to a name that is declared in another scope, by name. */
  readonly assignments: Table<Bound>;
  readonly imports: Table<ImportFact>;
  /** What is exported apart from its declaration, by the name that importers write. */
  readonly exports: Table<Exported>;
  /** Calls by the last name of their callee. */
  readonly calls: Table<CallRef>;
  /** Calls that get a name as an argument, by its last part. */
  readonly handed: Table<HandedRef>;
  /** Counts the changes of an open document. */
  readonly revision: number;
  readonly trace: Trace;
  /** What units of an analysis gave for its declarations. */
  readonly kept: Map<Chunk, Kept>;
}

/** What a file has by name, in document order. */
export type Table<T> = Pick<ReadonlyMap<string, readonly T[]>, 'get' | 'has' | 'values' | 'entries'>;

/** The files around a file, read as they are needed. */
export interface Program {
  readonly trace: Trace;
  /** The file that `module` names where `from` imports it; undefined for a package, a missing file and one that is not read. */
  readonly moduleOf: (from: FileView, module: string) => FileView | undefined;
  /** The files that import from a file or from one that hands its exports on, and whose text holds `word`, if one is given. */
  readonly importersOf: (file: FileView, word?: string) => readonly FileView[];
  /** The files in the languages of a file that mention Claude, the nearest first: no more of them than can be read while somebody waits. */
  readonly claudeFiles: (near: FileView) => readonly FileView[];
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

export interface HandedRef extends HandedName {
  readonly chunk: Chunk;
}

export interface FunctionRef {
  readonly chunk: Chunk;
  readonly fn: FunctionFact;
  /** For a function that was made in another one: how that one was entered. */
  readonly context?: Context;
}

/** A class of the program. */
export interface ClassRef {
  readonly chunk: Chunk;
  readonly cls: number;
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
  /** The call that gets a function written in its arguments, by the function's number. */
  readonly handedFunctions: ReadonlyMap<number, HandedName>;
  /** What holds an object, by where the object starts. */
  readonly objectNames: ReadonlyMap<number, string>;
  /** What gets the result of a call, or a part of it. */
  readonly callNames: ReadonlyMap<CallFact, readonly Binding[]>;
  /** By what holds the object. */
  readonly entries: ReadonlyMap<string, readonly LateEntry[]>;
  /** Names of what is filled from another object: `options.update(more)`, `Object.assign(options, more)`. */
  readonly filled: ReadonlySet<string>;
}

export interface HandedName {
  readonly call: CallFact;
  readonly value: Expr;
  readonly slot: { readonly index: number; readonly key?: string };
}

const indexes = new WeakMap<DeclarationFacts, DeclarationIndex>();

/** A file and the way to change it in place: what has been found out about the rest of it stays true. */
export interface Editable {
  readonly view: FileView;
  readonly revise: (revision: Revision, change: Change) => void;
}

type Tables = Pick<FileView, 'names' | 'assignments' | 'imports' | 'exports' | 'calls' | 'handed'>;
type TableName = keyof Tables;
interface Entry {
  readonly chunk: Chunk;
  readonly value: unknown;
}

const tableNames: readonly TableName[] = ['names', 'assignments', 'imports', 'exports', 'calls', 'handed'];

/** Puts the declarations of a file together. `declarations` are in document order. */
export function fileView(home: Pick<FileView, 'language' | 'path' | 'program'>, declarations: readonly Declaration[]): Editable {
  const tables = new Map(tableNames.map((name) => [name, new Map<string, Entry[]>()]));
  const trace = home.program?.trace ?? newTrace();
  let revision = 0;
  const table = <T>(name: TableName): Table<T> => {
    const entries = tables.get(name) ?? new Map<string, Entry[]>();
    const known = new WeakMap<readonly Entry[], readonly T[]>();
    const valuesOf = (found: readonly Entry[]): readonly T[] => {
      const values = known.get(found) ?? found.map(({ value }) => value as T);
      known.set(found, values);
      return values;
    };
    return {
      get: (key) => {
        note(view, `${name} ${key}`);
        const found = entries.get(key);
        return found && valuesOf(found);
      },
      has: (key) => {
        note(view, `${name} ${key}`);
        return entries.has(key);
      },
      values: () => {
        note(view, name);
        return [...entries.values()].map(valuesOf).values();
      },
      entries: () => {
        note(view, name);
        return [...entries].map(([key, found]): [string, readonly T[]] => [key, valuesOf(found)]).values();
      },
    };
  };
  let chunks: readonly Placed[] = [];
  const view: FileView = {
    ...home,
    get chunks() {
      note(view, 'chunks');
      return chunks;
    },
    names: table('names'),
    assignments: table('assignments'),
    imports: table('imports'),
    exports: table('exports'),
    calls: table('calls'),
    handed: table('handed'),
    get revision() {
      return revision;
    },
    trace,
    kept: new Map(),
  };
  chunks = declarations.map((declaration) => placed(view, declaration));
  for (const chunk of chunks) for (const { table: name, key, value } of entriesOf(chunk)) push(tables.get(name) ?? new Map<string, Entry[]>(), key, { chunk, value });

  function revise({ from, removed, added, by }: Revision, change: Change): void {
    const gone = new Set<Chunk>(chunks.slice(from, from + removed));
    const come = added.map((declaration) => placed(view, declaration));
    const after = chunks.slice(from + removed);
    if (by !== 0) for (const chunk of after) chunk.offset += by;
    const changed = new Set<unknown>(gone);
    if (removed !== added.length) changed.add('chunks');
    const before = chunks;
    chunks = [...chunks.slice(0, from), ...come, ...after];
    replaceEntries([...gone], come, changed);
    // Whoever looked at what has only moved knows where it was.
    if (gone.size > 0 || before.length !== chunks.length || by !== 0) revision++;
    trace.outside = {};
    for (const [chunk, unit] of view.kept) {
      if (isDisjoint(changed, unit.reads.keys)) unit.result = unit.moved(unit.result as never, change);
      else view.kept.delete(chunk);
    }
  }

  function replaceEntries(gone: readonly Chunk[], come: readonly Chunk[], changed: Set<unknown>): void {
    const touched = new Map<string, { readonly name: TableName; readonly key: string; readonly added: Entry[] }>();
    const touch = (chunk: Chunk, { table: name, key, value }: TableEntry, isNew: 'new' | 'old') => {
      const id = `${name} ${key}`;
      const one = touched.get(id) ?? { name, key, added: [] };
      touched.set(id, one);
      if (isNew === 'new') one.added.push({ chunk, value });
    };
    for (const chunk of gone) for (const entry of entriesOf(chunk)) touch(chunk, entry, 'old');
    for (const chunk of come) for (const entry of entriesOf(chunk)) touch(chunk, entry, 'new');
    for (const [id, { name, key, added }] of touched) {
      changed.add(id).add(name);
      const entries = tables.get(name);
      const stay = (entries?.get(key) ?? []).filter(({ chunk }) => !gone.includes(chunk));
      const now = [...stay, ...added].sort((a, b) => a.chunk.offset - b.chunk.offset);
      if (now.length > 0) entries?.set(key, now);
      else entries?.delete(key);
    }
  }

  return { view, revise };
}

function isDisjoint(some: ReadonlySet<unknown>, others: ReadonlySet<unknown>): boolean {
  const [few, many] = some.size < others.size ? [some, others] : [others, some];
  for (const one of few) if (many.has(one)) return false;
  return true;
}

type Placed = Omit<Chunk, 'offset'> & { offset: number };

/** A declaration of a file; whoever looks at its facts rests on it. */
function placed(file: FileView, { facts, offset }: Declaration): Placed {
  const index = indexOf(facts);
  const chunk: Placed = {
    file,
    offset,
    get facts() {
      note(file, chunk);
      return facts;
    },
    get index() {
      note(file, chunk);
      return index;
    },
  };
  return chunk;
}

interface TableEntry {
  readonly table: TableName;
  readonly key: string;
  readonly value: unknown;
}

function* entriesOf(chunk: Chunk): Generator<TableEntry> {
  const { facts, index } = chunk;
  for (const binding of facts.bindings) {
    if (binding.cls !== undefined) continue;
    if (binding.scope === 0) yield { table: 'names', key: binding.name, value: { chunk, binding } };
    else if (binding.scope === undefined) yield { table: 'assignments', key: binding.name, value: { chunk, binding } };
  }
  for (const fact of facts.imports) yield { table: 'imports', key: fact.local, value: fact };
  for (const fact of facts.exports) yield { table: 'exports', key: fact.name, value: { chunk, fact } };
  for (const [key, list] of index.calls) for (const call of list) yield { table: 'calls', key, value: { chunk, call } };
  for (const [key, list] of index.handed) for (const handed of list) yield { table: 'handed', key, value: { chunk, ...handed } };
}

/** The last name of a callee: `create` of `client.messages.create`. */
export function calleeName(call: Pick<CallFact, 'callee'>): string | undefined {
  const { callee } = call;
  return callee.kind === 'member' || callee.kind === 'name' ? callee.name : undefined;
}

/** A span of a declaration as it counts in its document, whatever file that is. */
export function inDocument({ offset }: Pick<Chunk, 'offset'>, { start, end }: Span): Span {
  return { start: start + offset, end: end + offset };
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
  const handedFunctions = new Map<number, HandedName>();
  const objectNames = new Map<number, string>();
  const callNames = new Map<CallFact, Binding[]>();
  const entries = new Map<string, LateEntry[]>();
  const filled = new Set<string>();
  for (const entry of facts.entries) push(entries, entry.target, entry);
  /** What is filled from objects written there gets their entries; from anything else it can get any. */
  const fill = (target: string, { region }: CallFact, from: CallFact['args']) => {
    for (const { name, value, spread } of from) {
      if (name !== undefined) push(entries, target, { target, key: name, value, region });
      else if (spread || value.kind !== 'object' || value.spreads.length > 0) filled.add(target);
      else for (const entry of value.entries) push(entries, target, { target, key: entry.key, value: entry.value, region });
    }
  };
  const hand = (one: HandedName) => {
    const { value } = one;
    if (value.kind === 'name' || value.kind === 'member') push(handed, value.name, one);
    else if (value.kind === 'function' && !handedFunctions.has(value.fn)) handedFunctions.set(value.fn, one);
  };
  for (const binding of facts.bindings) {
    const { name, value } = binding;
    push(bindings, name, binding);
    if (value?.kind === 'object' && !objectNames.has(value.span.start)) objectNames.set(value.span.start, name);
    const call = value?.kind === 'call' ? facts.calls[value.call] : undefined;
    if (call) push(callNames, call, binding);
  }
  for (const call of facts.calls) {
    const name = calleeName(call);
    if (name !== undefined) push(calls, name, call);
    const target = call.callee.kind !== 'member' ? undefined : name === 'update' ? call.callee.object : name === 'assign' ? call.args[0]?.value : undefined;
    if (target?.kind === 'name') fill(target.name, call, call.args.slice(name === 'assign' ? 1 : 0));
    for (const [index, { value }] of call.args.entries()) {
      hand({ call, value, slot: { index } });
      if (value.kind === 'object') for (const entry of value.entries) hand({ call, value: entry.value, slot: { index, key: entry.key } });
    }
  }
  const index = { bindings, calls, handed, handedFunctions, objectNames, callNames, entries, filled };
  indexes.set(facts, index);
  return index;
}
