import path from 'node:path';
import type { Disk } from './disk';

/**
 * The file that a Python module name means: relative to the package for leading dots, else below the folders that
 * can be on `sys.path` for `from`: those above it up to `root`, and a `src` in each. Undefined for an installed package.
 */
export function resolvePython(from: string, module: string, disk: Disk, root: string): string | undefined {
  const [, dots = '', name = ''] = /^(\.*)(.*)$/.exec(module) ?? [];
  const parts = name === '' ? [] : name.split('.');
  if (dots !== '') {
    const base = foldersAbove(path.dirname(from), path.parse(from).root)[dots.length - 1];
    return base === undefined ? undefined : moduleAt(path.join(base, ...parts), disk);
  }
  if (installed.has(parts[0] ?? '')) return undefined;
  const folders = foldersAbove(path.dirname(from), root);
  // Inside of a package its own folder is on no path, unless the file is run as a script.
  const [outside, inside] = [folders.filter((folder) => !isPackage(folder, disk)), folders.filter((folder) => isPackage(folder, disk))];
  for (const folder of [...outside, ...inside])
    for (const base of [folder, path.join(folder, 'src')]) {
      const found = moduleAt(path.join(base, ...parts), disk);
      if (found !== undefined && found !== from) return found;
    }
  return undefined;
}

/** Names that mean the package or the standard library, even if a file beside the importing one has the same name. */
const installed = new Set([
  ...['anthropic', 'openai', 'litellm', 'instructor', 'boto3', 'botocore', 'requests', 'httpx', 'aiohttp', 'urllib3', 'urllib', 'http', 'tenacity', 'backoff', 'stamina', 'retrying', 'retry'],
  ...['asyncio', 'concurrent', 'functools', 'itertools', 'json', 'logging', 'os', 'random', 're', 'sys', 'threading', 'time', 'typing', 'abc', 'dataclasses', 'collections', 'pathlib'],
]);

function moduleAt(base: string, disk: Disk): string | undefined {
  return [`${base}.py`, path.join(base, '__init__.py')].find((file) => disk.isFile(file));
}

function isPackage(folder: string, disk: Disk): boolean {
  return disk.isFile(path.join(folder, '__init__.py'));
}

function foldersAbove(folder: string, root: string): readonly string[] {
  const parent = path.dirname(folder);
  return folder === root || parent === folder ? [folder] : [folder, ...foldersAbove(parent, root)];
}
