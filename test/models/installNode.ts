import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const installed = path.join(__dirname, 'node_modules', 'installed.json');

/** Installs what this folder's lock file names, once for each state of it; throws with what npm said where that fails. */
export function installNode(): void {
  const wanted = readFileSync(path.join(__dirname, 'package-lock.json'), 'utf8');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === wanted) return;
  const { status, stderr, error } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: __dirname, encoding: 'utf8', shell: process.platform === 'win32' });
  if (status !== 0) throw new Error(`The packages of the library models could not be installed: ${error?.message ?? stderr}`);
  writeFileSync(installed, wanted);
}
