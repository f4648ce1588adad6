import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Installs what the lock file of a folder of tests names, once for each state of it; throws with what npm said where that fails. */
export function installNode(folder: string): void {
  const installed = path.join(folder, 'node_modules', 'installed.json');
  const wanted = readFileSync(path.join(folder, 'package-lock.json'), 'utf8');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === wanted) return;
  const { status, stderr, error } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' });
  if (status !== 0) throw new Error(`The packages of ${path.basename(folder)} could not be installed: ${error?.message ?? stderr}`);
  writeFileSync(installed, wanted);
}
