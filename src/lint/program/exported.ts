import type { ImportFact } from '../facts/facts';
import type { Chunk, FileView } from './fileView';
import type { Place } from './place';

/** What an imported name stands for: an expression of another file and what is read off it, a whole file, or a package's export. */
export type Target =
  | { readonly kind: 'place'; readonly place: Place; readonly path: readonly string[] }
  | { readonly kind: 'file'; readonly file: FileView }
  | { readonly kind: 'package'; readonly module: string; readonly path: readonly string[] };

/** Re-exports that are followed one after another. */
const maxHops = 8;

/** What has been looked for in which file. */
type Seen = Map<FileView, Set<string>>;

/** What an import brings in; a module that is not read stays a package. */
export function imported(file: FileView, { module, name }: Pick<ImportFact, 'module' | 'name'>, hops = 0, seen: Seen = new Map()): readonly Target[] {
  const { program } = file;
  const target = program?.moduleOf(file, module);
  if (target && name === '*') return [{ kind: 'file', file: target }];
  const found = target ? exportsOf(target, name, hops, seen) : [];
  if (found.length > 0) return found;
  const submodule = name !== '*' && file.language === 'python' ? program?.moduleOf(file, module.endsWith('.') ? module + name : `${module}.${name}`) : undefined;
  if (submodule) return [{ kind: 'file', file: submodule }];
  return [{ kind: 'package', module: module.replace(/^node:/, ''), path: name === '*' ? [] : [name] }];
}

/** What a file exports under a name; empty if nothing of that name is found. Files that hand on all of each other are asked once each. */
export function exportsOf(file: FileView, name: string, hops = 0, seen: Seen = new Map()): readonly Target[] {
  const asked = seen.get(file) ?? new Set();
  if (hops > maxHops || asked.has(name)) return [];
  seen.set(file, asked.add(name));
  const own = [
    ...(file.exports.get(name) ?? []).flatMap(({ chunk, fact: { value, from } }): readonly Target[] => (value ? [{ kind: 'place', place: { chunk, region: 0, expr: value }, path: [] }] : from ? imported(file, from, hops + 1, seen) : [])),
    ...(file.names.has(name) ? atTheEnd(file, name) : []),
  ];
  if (own.length > 0) return own;
  const handedOn = file.language === 'python' ? (file.imports.get(name) ?? []) : [];
  if (handedOn.length > 0) return handedOn.flatMap((fact) => imported(file, fact, hops + 1, seen));
  const whole = (file.exports.get('=') ?? []).flatMap(({ chunk, fact: { value } }): readonly Target[] => (value ? [{ kind: 'place', place: { chunk, region: 0, expr: value }, path: name === 'default' ? [] : [name] }] : []));
  if (whole.length > 0) return whole;
  if (name === 'default') return [];
  return wildcards(file).flatMap((module) => {
    const target = file.program?.moduleOf(file, module);
    return target ? exportsOf(target, name, hops + 1, seen) : [];
  });
}

/** True if other files can reach a name of the file by importing it. */
export function isExported(file: FileView, name: string): boolean {
  if (file.language === 'python') return true;
  if ((file.names.get(name) ?? []).some(({ binding }) => binding.exported)) return true;
  return [...file.exports.values()].flat().some(({ fact: { value } }) => value && mentions(JSON.stringify(value), name));
}

/** All that stands behind `export * from` and `from … import *`. */
export function wildcards(file: FileView): readonly string[] {
  return [...(file.exports.get('*') ?? []).flatMap(({ fact: { from } }) => from?.module ?? []), ...(file.language === 'python' ? (file.imports.get('*') ?? []).map(({ module }) => module) : [])];
}

function mentions(json: string, name: string): boolean {
  return json.includes(`"name":${JSON.stringify(name)}`);
}

/** A name as it is when the whole file has run. */
function atTheEnd(file: FileView, name: string): readonly Target[] {
  const chunk: Chunk | undefined = file.chunks.at(-1);
  const end = Number.MAX_SAFE_INTEGER / 2;
  return chunk ? [{ kind: 'place', place: { chunk, region: 0, expr: { kind: 'name', name, span: { start: end, end } } }, path: [] }] : [];
}
