import type { FileView } from '../program/fileView';
import { modulesOf, required } from '../program/modulesOf';

/** How a file names another where it imports it. */
export interface ImportPath {
  readonly path: string;
  /** True for `require`. */
  readonly required: boolean;
}

/** The path by which a file can import another, written as it and those near it write theirs; undefined where that is not certain. */
export function importPath(target: FileView, from: FileView): ImportPath | undefined {
  if (from.language === 'python') {
    const path = [...written(target, from), ...pythonPaths(target, from)].find((one) => from.program?.moduleOf(from, one) === target);
    return path === undefined ? undefined : { path, required: false };
  }
  const kind = kindOf(from);
  if (kind === undefined || kind !== kindOf(target)) return undefined;
  const path = [...written(target, from), ...scriptPaths(target, from)].find((one) => from.program?.moduleOf(from, one) === target);
  return path === undefined ? undefined : { path, required: kind === 'require' };
}

/** What stands in the file already. */
function written(target: FileView, from: FileView): readonly string[] {
  return modulesOf(from).filter((module) => from.program?.moduleOf(from, module) === target);
}

/** Whether a file is made of `import` or of `require`; undefined where it has neither and its name does not say. */
export function kindOf(file: FileView): 'import' | 'require' | undefined {
  if (/\.[cm]?tsx?$/.test(file.path ?? '') && required(file).length === 0) return 'import';
  const imports = [...file.imports.values()].flat().length > 0 || [...file.names.values()].flat().some(({ binding }) => binding.exported);
  if (imports) return required(file).length > 0 ? undefined : 'import';
  if (required(file).length > 0 || file.exports.has('=')) return 'require';
  return undefined;
}

/** How a file would import a module that is made beside it, written as it, one beside it and those near it write theirs; undefined where that is not certain. */
export function pathBeside(name: string, from: FileView, beside: FileView): string | undefined {
  const around = [from, beside, ...(from.program?.claudeFiles(from) ?? [])];
  if (from.language === 'python') {
    const own = [from, beside].flatMap((file) => modulesOf(file).filter((module) => isBeside(file.program?.moduleOf(file, module), from)));
    const [first] = own;
    if (first === undefined) return name;
    const prefix = first.slice(0, first.lastIndexOf('.') + 1);
    return own.every((module) => module.slice(0, module.lastIndexOf('.') + 1) === prefix) ? prefix + name : undefined;
  }
  const [first] = around.map((file) => endings(file, () => true)).filter((found) => found.length > 0);
  const end = ending.exec(beside.path ?? '')?.[0] ?? '';
  if (first === undefined) return end.includes('t') ? undefined : `./${name}${end}`;
  const [usual, ...others] = new Set(first);
  if (others.length > 0) return undefined;
  return usual && ended(`./${name}${end}`, usual);
}

function isBeside(one: FileView | undefined, other: FileView): boolean {
  return one?.path !== undefined && one !== other && folderOf(one.path) === folderOf(other.path ?? '');
}

/** A path without its last part. */
export function folderOf(path: string): string {
  return path.replace(/[^\\/]*$/, '');
}

// ------------------------------------------------------------------------------------------- scripts

const ending = /\.[cm]?[jt]sx?$/;

/** A relative path, ended as the relative paths of the file, or else of those that import the same, are. */
function scriptPaths(target: FileView, from: FileView): readonly string[] {
  const way = relative(from.path, target.path);
  if (way === undefined) return [];
  const own = endings(from, () => true);
  const others = own.length > 0 ? own : (target.program?.importersOf(target) ?? []).flatMap((file) => endings(file, (one) => one === target));
  const [first] = others;
  if (first === undefined || others.some((one) => one !== first)) return [];
  return [ended(way, first)];
}

/** How relative imports end: without an ending, with that of the file, or with the one that it will have once it is compiled. */
type Ending = 'none' | 'same' | 'compiled';

/** A path to a file, ended as relative imports are. */
function ended(path: string, as: Ending): string {
  if (as === 'same') return path;
  return path.replace(ending, (end) => (as === 'none' ? '' : end.replace('t', 'j').replace('x', '')));
}

function endings(file: FileView, counts: (target: FileView) => boolean): readonly Ending[] {
  return modulesOf(file).flatMap((module) => {
    const target = module.startsWith('.') ? file.program?.moduleOf(file, module) : undefined;
    if (!target || !counts(target)) return [];
    const end = ending.exec(module)?.[0];
    return end === undefined ? ['none'] : end === ending.exec(target.path ?? '')?.[0] ? ['same'] : ['compiled'];
  });
}

function relative(from: string | undefined, to: string | undefined): string | undefined {
  if (from === undefined || to === undefined) return undefined;
  const [here, there] = [from, to].map((path) => path.split(/[\\/]/));
  if (!here || !there) return undefined;
  const shared = sharedFolders(here, there);
  const up = here.length - 1 - shared;
  return [...(up === 0 ? ['.'] : Array.from({ length: up }, () => '..')), ...there.slice(shared)].join('/');
}

function sharedFolders(here: readonly string[], there: readonly string[]): number {
  const most = Math.min(here.length, there.length) - 1;
  const end = here.findIndex((folder, index) => index >= most || folder !== there[index]);
  return Math.max(0, end);
}

// -------------------------------------------------------------------------------------------- Python

/** A relative path where the file has only such, and an absolute one where it has only such, as far as they lead to the program. */
function pythonPaths(target: FileView, from: FileView): readonly string[] {
  const own = modulesOf(from).filter((module) => from.program?.moduleOf(from, module) !== undefined);
  const [here, there] = [from.path, target.path].map((path) => (path ?? '').replace(/\.py$/, '').split(/[\\/]/));
  if (own.length === 0 || !here || !there) return [];
  const shared = sharedFolders(here, there);
  const rest = there.slice(shared).filter((part) => part !== '__init__').join('.');
  if (own.every((module) => module.startsWith('.'))) return ['.'.repeat(here.length - shared) + rest];
  if (own.some((module) => module.startsWith('.'))) return [];
  // The whole way down from a folder that is on the path.
  const roots = new Set(own.map((module) => module.split('.')[0] ?? ''));
  return there.flatMap((_, index) => (roots.has(there[index] ?? '') || index === there.length - 1 ? [there.slice(index).filter((part) => part !== '__init__').join('.')] : []));
}
