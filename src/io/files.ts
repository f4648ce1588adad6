import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { glob, isDynamicPattern } from 'tinyglobby';
import { languageOf } from '../lint/linter';

export interface Sources {
  /** Absolute paths, sorted, each once. */
  readonly files: readonly string[];
  /** Paths as given that name nothing on disk. */
  readonly missing: readonly string[];
  /** Folders that could not be listed. */
  readonly unreadable: readonly string[];
}

/**
 * The source files that Headroom reads below `paths` (files, folders or glob patterns, relative to `cwd`).
 * Folders are walked as git sees them: `.gitignore` counts, at every level and above up to the repository's root;
 * installed packages, build output, virtual environments and dot folders are left out. A file that is named is taken
 * as it is. Links are not followed.
 */
export async function findSources(paths: readonly string[], cwd: string): Promise<Sources> {
  const found: Found = { files: new Set(), missing: [], unreadable: [] };
  for (const given of paths) await findBelow(given, cwd, found);
  return { ...found, files: [...found.files].sort(compare) };
}

/** By code unit, so that the order is the same on every machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

interface Found {
  readonly files: Set<string>;
  readonly missing: string[];
  readonly unreadable: string[];
}

/** A `.gitignore` with the folder that it speaks about. */
interface Rules {
  readonly folder: string;
  readonly rules: Ignore;
}

async function findBelow(given: string, cwd: string, found: Found): Promise<void> {
  const root = path.resolve(cwd, given);
  const info = await stat(root).catch(() => undefined);
  if (info?.isFile()) {
    found.files.add(root);
    return;
  }
  if (info?.isDirectory()) return walk(root, await rulesAbove(root), found);
  if (!isDynamicPattern(given)) return void found.missing.push(given);
  const matches = await glob(given, { cwd, absolute: true, ignore: ['**/node_modules/**'], followSymbolicLinks: false, expandDirectories: false });
  const sources = matches.map((match) => path.normalize(match)).filter(isSource);
  if (sources.length === 0) found.missing.push(given);
  for (const source of sources) found.files.add(source);
}

async function walk(folder: string, above: readonly Rules[], found: Found): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => undefined);
  if (!entries) return void found.unreadable.push(folder);
  const names = new Set(entries.map(({ name }) => name));
  if (names.has('pyvenv.cfg')) return;
  const rules = names.has('.gitignore') ? [...above, await readRules(folder)] : above;
  for (const entry of entries) {
    const file = path.join(folder, entry.name);
    if (entry.isFile() && isSource(file) && !isIgnored(file, '', rules)) found.files.add(file);
    if (entry.isDirectory() && !isSkipped(entry.name) && !isIgnored(file, '/', rules)) await walk(file, rules, found);
  }
}

const skippedFolders: ReadonlySet<string> = new Set(['node_modules', 'bower_components', 'dist', '__pycache__', 'site-packages', 'venv']);

function isSkipped(name: string): boolean {
  // Remix keeps modules of its server and browser sides in folders of these names.
  const isHidden = name.startsWith('.') && name !== '.server' && name !== '.client';
  return isHidden || skippedFolders.has(name);
}

/** Declarations hold no calls, and minified code is nobody's to repair. */
function isSource(file: string): boolean {
  return languageOf(file) !== undefined && !/\.d\.[cm]?ts$|[.-]min\.[cm]?js$/i.test(file);
}

/** Rules of the folders above, up to the repository's root; none when they ignore the folder that the user named. */
async function rulesAbove(root: string): Promise<readonly Rules[]> {
  const rules: Rules[] = [];
  let folder = root;
  while (!(await exists(path.join(folder, '.git')))) {
    const parent = path.dirname(folder);
    if (parent === folder) return [];
    folder = parent;
    if (await exists(path.join(folder, '.gitignore'))) rules.unshift(await readRules(folder));
  }
  return isIgnored(root, '/', rules) ? [] : rules;
}

async function readRules(folder: string): Promise<Rules> {
  const text = await readFile(path.join(folder, '.gitignore'), 'utf8').catch(() => '');
  return { folder, rules: ignore().add(text) };
}

/** The deepest `.gitignore` that says something about a path decides, as in git. */
function isIgnored(file: string, ending: '' | '/', above: readonly Rules[]): boolean {
  for (const { folder, rules } of above.toReversed()) {
    const relative = path.relative(folder, file).split(path.sep).join('/');
    if (relative === '') continue;
    const verdict = rules.test(relative + ending);
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}

async function exists(file: string): Promise<boolean> {
  return (await stat(file).catch(() => undefined)) !== undefined;
}
