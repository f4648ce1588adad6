import { stat } from 'node:fs/promises';
import path from 'node:path';
import { isWithin } from '../isWithin';

/**
 * The folders whose files can import what `paths` name: the repository around each, else the working folder where
 * that holds the path, else the path's own folder. None lies within another.
 */
export async function projectRoots(paths: readonly string[], cwd: string): Promise<readonly string[]> {
  const roots = new Set(await Promise.all(paths.map((given) => rootOf(path.resolve(cwd, given), cwd))));
  return [...roots].filter((root) => ![...roots].some((other) => other !== root && isWithin(other, root)));
}

async function rootOf(given: string, cwd: string): Promise<string> {
  const info = await stat(given).catch(() => undefined);
  const folder = info?.isDirectory() === true ? given : path.dirname(given);
  return (await repositoryAround(folder)) ?? (isWithin(cwd, folder) ? cwd : folder);
}

async function repositoryAround(folder: string): Promise<string | undefined> {
  if (await stat(path.join(folder, '.git')).catch(() => undefined)) return folder;
  const parent = path.dirname(folder);
  return parent === folder ? undefined : repositoryAround(parent);
}
