import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const environments = path.join(__dirname, '..', '..', '.vscode-test');

/** The command that starts Python 3 on this machine, or undefined where there is none with `venv`. */
export function findPython(): string | undefined {
  return ['python3', 'python'].find((command) => spawnSync(command, ['-c', 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 9))']).status === 0);
}

/**
 * A Python with the packages of a `requirements.txt`, set up once in the virtual environment of that name;
 * throws with what the tools said where that fails.
 */
export function setUpPython(command: string, environment: string, requirements: string): string {
  const folder = path.join(environments, environment);
  const installed = path.join(folder, 'installed.txt');
  const python = process.platform === 'win32' ? path.join(folder, 'Scripts', 'python.exe') : path.join(folder, 'bin', 'python');
  const wanted = readFileSync(requirements, 'utf8');
  if (existsSync(python) && existsSync(installed) && readFileSync(installed, 'utf8') === wanted) return python;
  run(command, ['-m', 'venv', '--clear', folder]);
  // What a run imports is compiled then, and most of a package never is.
  run(python, ['-m', 'pip', 'install', '--quiet', '--no-compile', '--disable-pip-version-check', '--requirement', requirements]);
  writeFileSync(installed, wanted);
  return python;
}

function run(command: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`Python's packages could not be set up: ${error?.message ?? stderr}`);
}
