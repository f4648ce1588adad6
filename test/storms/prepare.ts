import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { fixtures } from './proofs';

/** Beside the packages of the library models, and inside of the project: a program finds both. */
const folder = path.join(__dirname, '..', 'models', 'node_modules', '.storms');

/** The file that runs a fixture: Python as it is, the others without their types. */
export function prepare(name: string): string {
  const file = path.join(fixtures, name);
  if (name.endsWith('.py')) return file;
  mkdirSync(folder, { recursive: true });
  const isModule = /^(?:import|export)\b/m.test(readFileSync(file, 'utf8'));
  const outfile = path.join(folder, `${name}.${isModule ? 'mjs' : 'cjs'}`);
  buildSync({ entryPoints: [file], outfile, bundle: true, packages: 'external', platform: 'node', target: 'node20', format: isModule ? 'esm' : 'cjs', logLevel: 'silent' });
  return outfile;
}
