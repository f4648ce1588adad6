import path from 'node:path';
import { languageOf } from '../../lint/languageOf';
import type { Disk } from './disk';
import { pythonLocks, pythonManifests } from './pythonVersions';
import { scriptLocks, scriptManifests } from './scriptVersions';
import type { VersionFiles } from './versionFiles';

/** Which version of a package a file gets, as lock files and manifests say. */
export interface PackageVersions {
  /** Undefined where no manifest or lock file from the file's folder up to `root` names the package. */
  readonly of: (from: string, name: string, root: string) => string | undefined;
  /** Forgets what was read, after a manifest or a lock file changed. */
  readonly forget: () => void;
}

export function packageVersions(disk: Disk): PackageVersions {
  const known = new Map<string, string | undefined>();
  const files: Readonly<Record<'python' | 'script', VersionFiles>> = { python: pythonVersionFiles, script: scriptVersionFiles };

  return {
    of: (from, name, root) => {
      const language = languageOf(from) === 'python' ? 'python' : 'script';
      const folder = path.dirname(from);
      const key = `${language}\n${name}\n${folder}`;
      if (!known.has(key)) known.set(key, versionIn({ folder, root, disk }, name, files[language]));
      return known.get(key);
    },
    forget: () => known.clear(),
  };
}

/** True for a file that says which version of a package is used. */
export function saysVersions(file: string): boolean {
  const name = path.basename(file);
  return [scriptVersionFiles, pythonVersionFiles].some(({ locks, manifests }) => [...locks, ...manifests].some((one) => one.file.test(name)));
}

const scriptVersionFiles: VersionFiles = { locks: scriptLocks, ...scriptManifests };
const pythonVersionFiles: VersionFiles = { locks: pythonLocks, ...pythonManifests };

/** The nearest lock file counts, of its versions one that the nearest manifest allows; without a lock file the lowest allowed one. */
function versionIn({ folder, root, disk }: { folder: string; root: string; disk: Disk }, name: string, files: VersionFiles): string | undefined {
  const around = foldersAbove(folder, root);
  const range = firstOf(around, (at) => firstOf(files.manifests, (manifest) => firstOf(matching(at, manifest.file, disk), (file) => read(disk, file, (text) => manifest.range(text, name)))));
  const locked = firstOf(around, (at) => firstOf(files.locks, (lock) => firstOf(matching(at, lock.file, disk), (file) => {
    const found = read(disk, file, (text) => lock.versions(text, name, path.relative(at, folder).split(path.sep).join('/'))) ?? [];
    return found.find((version) => range === undefined || files.satisfies(version, range)) ?? found[0];
  })));
  return locked ?? (range === undefined ? undefined : files.lowest(range));
}

function matching(folder: string, file: RegExp, disk: Disk): readonly string[] {
  return disk.list(folder).filter((name) => file.test(name)).sort().map((name) => path.join(folder, name));
}

/** A broken file counts as absent. */
function read<T>(disk: Disk, file: string, use: (text: string) => T | undefined): T | undefined {
  try {
    const text = disk.readLarge(file);
    return text === undefined ? undefined : use(text);
  } catch {
    return undefined;
  }
}

function firstOf<T, R>(list: readonly T[], find: (one: T) => R | undefined): R | undefined {
  for (const one of list) {
    const found = find(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

function foldersAbove(folder: string, root: string): readonly string[] {
  const parent = path.dirname(folder);
  return folder === root || parent === folder ? [folder] : [folder, ...foldersAbove(parent, root)];
}
