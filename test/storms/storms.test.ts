import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { installNode } from '../support/installNode';
import { lintPrograms } from '../models/lintPrograms';
import { findPython, setUpPython } from '../support/python';
import { type Proof, findProofs, fixtures } from './proofs';
import { type Run, isBetter, runProofs, tooEarly, whyNoProof } from './runProof';
import { storms } from './storms';
import { tableOf } from './table';

const command = findPython();
const missing = 'Python 3 with venv is not on this machine: what the fixes make of Python programs was not run.';
if (command === undefined) console.warn(missing);

const proofs = findProofs().filter(({ language }) => command !== undefined || language !== 'python');

describe('a program that Headroom has fixed', () => {
  let runs: ReadonlyMap<Proof, Promise<readonly Run[]>>;
  before(function () {
    this.timeout(300_000);
    installNode(path.join(__dirname, '..', 'models'));
    runs = runProofs(proofs, command === undefined ? undefined : setUpPython(command, 'python-models', path.join(__dirname, '..', 'models', 'requirements.txt')));
  });

  if (command === undefined && process.env.CI === 'true') it('in Python is run', () => assert.fail(missing));

  for (const proof of proofs) {
    it(`${proof.after} gets through what ${proof.before} does not: ${proof.storms.flatMap(({ storm, claimed }) => (claimed ? [storm] : [])).join(', ')}`, async function () {
      this.timeout(300_000);
      const done = await runs.get(proof)!;
      for (const run of done) {
        const why = whyNoProof(run);
        assert.equal(why, undefined, `${storms[run.storm].title}: ${why ?? ''}`);
      }
      assert.ok(done.some(isBetter), 'The fix makes no difference.');
      const file = path.join(fixtures, proof.after);
      const calls = (await lintPrograms([file])).get(file) ?? [];
      if (calls.every(({ policy }) => policy.retryAfter === 'honoured')) for (const { storm, after } of done) assert.ok(tooEarly(after) <= 0.001, `${storms[storm].title}: a request came ${tooEarly(after)} s too early`);
    });
  }

  it('docs/fixes.md shows these runs', async function () {
    this.timeout(300_000);
    const written = readFileSync(path.join(__dirname, '..', '..', 'docs', 'fixes.md'), 'utf8').replaceAll('\r\n', '\n');
    for (const [proof, done] of runs) assert.ok(written.includes(tableOf(proof, await done)), `It is out of date for ${proof.after}: run \`npm run storms\`.`);
  });
});
