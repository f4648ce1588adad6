import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.join(__dirname, '..', '..', '..', '.vscode-test', 'python');
const requirements = path.join(__dirname, 'requirements.txt');
const installed = path.join(folder, 'installed.txt');
const python = process.platform === 'win32' ? path.join(folder, 'Scripts', 'python.exe') : path.join(folder, 'bin', 'python');

/** The command that starts Python 3 on this machine, or undefined where there is none with `venv`. */
export function findPython(): string | undefined {
  return ['python3', 'python'].find((command) => spawnSync(command, ['-c', 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 9))']).status === 0);
}

/** A Python with the packages of `requirements.txt`, set up once; throws with what the tools said where that fails. */
export function setUpPython(command: string): string {
  const wanted = readFileSync(requirements, 'utf8');
  if (existsSync(python) && existsSync(installed) && readFileSync(installed, 'utf8') === wanted) return python;
  run(command, ['-m', 'venv', '--clear', folder]);
  run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--requirement', requirements]);
  writeFileSync(installed, wanted);
  return python;
}

function run(command: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`Python's packages could not be set up: ${error?.message ?? stderr}`);
}
