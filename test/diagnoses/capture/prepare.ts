import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { installNode } from '../../support/installNode';
import { findPython, setUpPython } from '../../support/python';
import type { Tools } from './commandOf';

/** Installs what the programs import and builds those in Go and Java. Throws with what the tools said where that fails. */
export function prepare(): Tools {
  const command = findPython();
  if (command === undefined) throw new Error('Python 3 with venv is not on this machine.');
  installNode(__dirname);
  const python = setUpPython(command, 'python-captures', path.join(__dirname, 'requirements.txt'));
  const built = path.join(__dirname, 'node_modules', '.captures');
  mkdirSync(built, { recursive: true });
  run(['go', 'build', '-o', path.join(built, 'ask'), '.'], 'go');
  const java = path.join(built, 'java');
  run(['mvn', '-q', '-B', 'dependency:copy-dependencies', `-DoutputDirectory=${path.join(java, 'lib')}`], 'java');
  run(['javac', '-d', path.join(java, 'classes'), '-cp', path.join(java, 'lib', '*'), 'Ask.java'], 'java');
  return { python, built, library: run([python, '-c', "import sysconfig; print(sysconfig.get_path('stdlib'))"], '.').trim() };
}

function run([command = '', ...args]: readonly string[], folder: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: path.join(__dirname, folder), encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr}`);
  return stdout;
}
