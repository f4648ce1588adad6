import path from 'node:path';
import { createPathsMatcher, getTsconfig, parseTsconfig } from 'get-tsconfig';
import { globSync } from 'tinyglobby';
import { isRecord } from '../isRecord';
import type { Disk } from './disk';

/** What configuration files say about module names that are no relative paths. */
export interface ScriptProject {
  /** Paths, perhaps without an ending, that a module name can stand for in a folder, best first. */
  readonly mapped: (folder: string, module: string) => readonly string[];
  /** Forgets what was read, after a configuration file changed. */
  readonly forget: () => void;
}

type Matcher = (module: string) => readonly string[];

/** Reads `tsconfig.json`, `jsconfig.json`, `package.json` and `pnpm-workspace.yaml` as they are needed. Broken ones count as absent. */
export function scriptProject(disk: Disk): ScriptProject {
  const matchers = new Map<string, readonly Matcher[]>();
  const packages = new Map<string, Packages>();

  function matchersOf(folder: string): readonly Matcher[] {
    const known = matchers.get(folder);
    if (known) return known;
    const made = [...new Set(['tsconfig.json', 'jsconfig.json'])].flatMap((name) => configMatchers(folder, name));
    matchers.set(folder, made);
    return made;
  }

  function packagesOf(folder: string): Packages {
    const known = packages.get(folder);
    if (known) return known;
    const parent = path.dirname(folder);
    const globs = workspaceGlobs(folder, disk);
    const found = globs.length > 0 ? listPackages(folder, globs, disk) : parent === folder ? new Map<string, string>() : packagesOf(parent);
    packages.set(folder, found);
    return found;
  }

  return {
    mapped: (folder, module) => {
      if (module.startsWith('#')) return privateImport(folder, module, disk);
      return [...matchersOf(folder).flatMap((matcher) => matcher(module)), ...workspacePackage(module, packagesOf(folder), disk), ...byConvention(folder, module)];
    },
    forget: () => {
      matchers.clear();
      packages.clear();
    },
  };
}

/** The nearest configuration and those it refers to: a Vite project keeps its `paths` in `tsconfig.app.json`. */
function configMatchers(folder: string, name: string): readonly Matcher[] {
  try {
    const nearest = getTsconfig(folder, name);
    if (!nearest) return [];
    const referred = (nearest.config.references ?? []).map(({ path: to }) => {
      const file = path.resolve(path.dirname(nearest.path), to);
      return file.endsWith('.json') ? file : path.join(file, 'tsconfig.json');
    });
    const configs = [nearest, ...referred.flatMap((file) => attempt(() => ({ path: file, config: parseTsconfig(file) })) ?? [])];
    return configs.flatMap((config) => createPathsMatcher(config) ?? []);
  } catch {
    return [];
  }
}

/** `@/lib/x` and `~/lib/x` as bundlers take them where no configuration says so: below the nearest `src`, or the project's folder. */
function byConvention(folder: string, module: string): readonly string[] {
  const rest = /^[@~]\/(.+)$/.exec(module)?.[1];
  if (rest === undefined) return [];
  const around = foldersAbove(folder).slice(0, 8);
  return around.flatMap((base) => (path.basename(base) === 'src' ? [path.join(base, rest)] : [path.join(base, 'src', rest), path.join(base, rest)]));
}

// ------------------------------------------------------------------------------------------ package.json

/** The folders of a workspace's packages, by name. */
type Packages = ReadonlyMap<string, string>;

function workspaceGlobs(folder: string, disk: Disk): readonly string[] {
  const manifest = readManifest(folder, disk);
  const workspaces = manifest?.workspaces;
  const listed = textsIn(isRecord(workspaces) ? workspaces.packages : workspaces);
  const pnpm = disk.read(path.join(folder, 'pnpm-workspace.yaml'))?.text ?? '';
  // Only the list below `packages:` is of interest, one glob to a line.
  const block = /^packages:\s*\n((?:[ \t]*(?:-.*|#.*)?\n?)*)/m.exec(pnpm)?.[1] ?? '';
  const fromPnpm = [...block.matchAll(/^[ \t]*-[ \t]*['"]?([^'"#\n]+?)['"]?[ \t]*(?:#.*)?$/gm)].map(([, glob]) => glob ?? '');
  return [...listed, ...fromPnpm].filter((glob) => !glob.startsWith('!'));
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

function listPackages(root: string, globs: readonly string[], disk: Disk): Packages {
  const patterns = globs.map((glob) => `${glob.replace(/^\.\//, '').replace(/\/$/, '')}/package.json`);
  const manifests = attempt(() => globSync(patterns, { cwd: root, absolute: true, ignore: ['**/node_modules/**'], followSymbolicLinks: false })) ?? [];
  return new Map(
    manifests.flatMap((file) => {
      const folder = path.dirname(path.normalize(file));
      const name = readManifest(folder, disk)?.name;
      return typeof name === 'string' ? [[name, folder] as const] : [];
    }),
  );
}

function workspacePackage(module: string, packages: Packages, disk: Disk): readonly string[] {
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(module)?.[0] ?? module;
  const folder = packages.get(name);
  if (folder === undefined) return [];
  const sub = module.slice(name.length + 1);
  const manifest = readManifest(folder, disk);
  const main = [manifest?.source, manifest?.types, manifest?.module, manifest?.main];
  const exported = isRecord(manifest?.exports) ? manifest.exports[sub === '' ? '.' : `./${sub}`] : sub === '' ? manifest?.exports : undefined;
  const named = [...targetsOf(exported), ...(sub === '' ? main : [])].filter((target): target is string => typeof target === 'string');
  const written = named.flatMap((target) => sourcesOf(target)).map((target) => path.join(folder, target));
  return [...written, path.join(folder, 'src', sub === '' ? 'index' : sub), path.join(folder, sub === '' ? 'index' : sub)];
}

/** `./dist/client.d.ts` is compiled from `./src/client`. */
function sourcesOf(target: string): readonly string[] {
  const bare = target.replace(/\.d\.([cm]?)ts$/, '.$1js');
  const source = bare.replace(/(^|\/)(?:dist|lib|build|out)(?:\/(?:esm|cjs|types))?\//, '$1src/');
  return source === bare ? [bare] : [source, bare];
}

/** `imports` of the nearest `package.json`: `#lib/*`. */
function privateImport(folder: string, module: string, disk: Disk): readonly string[] {
  for (const base of foldersAbove(folder)) {
    const manifest = readManifest(base, disk);
    if (!manifest) continue;
    if (!isRecord(manifest.imports)) return [];
    return Object.entries(manifest.imports).flatMap(([key, value]) => {
      const [before = '', after] = key.split('*');
      const inner = after === undefined ? (key === module ? '' : undefined) : module.startsWith(before) && module.endsWith(after) ? module.slice(before.length, module.length - after.length) : undefined;
      return inner === undefined ? [] : targetsOf(value).flatMap((target) => sourcesOf(target.replaceAll('*', inner))).map((target) => path.join(base, target));
    });
  }
  return [];
}

/** All targets of an entry of `exports` or `imports`, whatever its conditions. */
function targetsOf(entry: unknown): readonly string[] {
  if (typeof entry === 'string') return [entry];
  if (Array.isArray(entry)) return entry.flatMap(targetsOf);
  return isRecord(entry) ? Object.values(entry).flatMap(targetsOf) : [];
}

function readManifest(folder: string, disk: Disk): Readonly<Record<string, unknown>> | undefined {
  const text = disk.read(path.join(folder, 'package.json'))?.text;
  const parsed: unknown = text === undefined ? undefined : attempt(() => JSON.parse(text) as unknown);
  return isRecord(parsed) ? parsed : undefined;
}

function foldersAbove(folder: string): readonly string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [folder, ...foldersAbove(parent)];
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
