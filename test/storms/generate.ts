// `npm run storms`: runs what the fixes make of programs and writes docs/fixes.md; `npm run storms -- <word>` tries some.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { installNode } from '../support/installNode';
import { findPython, setUpPython } from '../support/python';
import { type Proof, findProofs } from './proofs';
import { type Run, runProofs, whyNoProof } from './runProof';
import { storms } from './storms';
import { page, tableOf } from './table';

async function main(words: readonly string[]): Promise<void> {
  const command = findPython();
  if (command === undefined) throw new Error('Python 3 with venv is not on this machine: its programs cannot be run.');
  installNode(path.join(__dirname, '..', 'models'));
  const python = setUpPython(command, 'python-models', path.join(__dirname, '..', 'models', 'requirements.txt'));
  const proofs = findProofs().filter(({ after }) => words.length === 0 || words.some((word) => after.includes(word)));
  const done = new Map<Proof, readonly Run[]>();
  for (const [proof, runs] of runProofs(proofs, python)) {
    try {
      done.set(proof, await runs);
    } catch (error) {
      process.exitCode = 1;
      console.error(`${proof.after}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  for (const [{ after }, runs] of done)
    for (const run of runs) {
      const why = whyNoProof(run);
      if (why !== undefined) console.log(`${after}: ${storms[run.storm].title}: ${why}`);
    }
  if (words.length > 0) console.log([...done].map(([proof, runs]) => tableOf(proof, runs)).join('\n'));
  else if (done.size === proofs.length) writeFileSync(path.join(__dirname, '..', '..', 'docs', 'fixes.md'), page(done));
}

void main(process.argv.slice(2));
