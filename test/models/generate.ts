// `npm run models`: measures every library model and writes docs/library-models.md; `npm run models -- <word>` tries some.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { findPython, setUpPython } from '../support/python';
import { installNode } from '../support/installNode';
import { type Row, measureAll } from './measureAll';
import { findPrograms } from './programs';
import { page, tableOf } from './table';

async function main(words: readonly string[]): Promise<void> {
  const command = findPython();
  if (command === undefined) throw new Error('Python 3 with venv is not on this machine: its programs cannot be measured.');
  installNode(__dirname);
  const python = setUpPython(command, 'python-models', path.join(__dirname, 'requirements.txt'));
  const programs = findPrograms().filter(({ file }) => words.length === 0 || words.some((word) => path.basename(file).includes(word)));
  const rows: Row[] = [];
  for (const [program, row] of measureAll(programs, python)) {
    try {
      rows.push(await row);
    } catch (error) {
      process.exitCode = 1;
      console.error(`${program.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const differing = rows.flatMap(({ program, checks }) => checks.filter(({ agrees }) => agrees === false).map((check) => ({ program, ...check })));
  for (const { program, what, modelled, measured } of differing) console.log(`${program.name}: ${what}: the linter says ${modelled}, and the run ${measured}`);
  if (words.length > 0) console.log(`${tableOf('javascript', rows)}\n${tableOf('python', rows)}`);
  else if (rows.length === programs.length) writeFileSync(path.join(__dirname, '..', '..', 'docs', 'library-models.md'), page(rows));
}

void main(process.argv.slice(2));
