import assert from 'node:assert/strict';
import path from 'node:path';
import type { Fault } from '../../../src/emulator/faults';
import { runnable, usePython } from './python';
import { runProgram } from './runProgram';

interface Program {
  readonly name: string;
  readonly main: string;
  /** How many calls it makes when nothing fails. */
  readonly calls: number;
}

const scripts: readonly Program[] = [
  { name: 'own', main: 'main.ts', calls: 3 },
  { name: 'own_common', main: 'index.js', calls: 2 },
];
const programs = runnable(scripts, [{ name: 'own_python', main: 'main.py', calls: 5 }]);

const told: Fault = { kind: 'input-tokens-limit', times: 3, retryAfterSeconds: 0.3 };
const overloaded: Fault = { kind: 'overloaded', times: 3 };
const spent: Fault = { kind: 'spend-limit' };

describe('a program whose calls were handed to the helper that it has', () => {
  usePython();

  for (const { name, main, calls } of programs) {
    const before = path.join('..', 'programs', name, main);
    const after = path.join('..', 'programs', `${name}.use-own-helper.fixed`, main);
    const run = (file: string, fault: Fault) => runProgram(file, [fault]);

    it(`${name} lives through 429s and 529s that ended it before`, async () => {
      for (const fault of [told, overloaded]) {
        const [failed, survived] = await Promise.all([run(before, fault), run(after, fault)]);
        assert.notEqual(failed.code, 0);
        assert.equal(survived.code, 0, survived.output);
        assert.equal(survived.requests.filter(({ status }) => status === 200).length, calls);
        assert.equal(survived.requests.length, calls + 3);
      }
    });

    it(`${name} asks no second time after a spend cap`, async () => {
      const ended = await run(after, spent);
      assert.notEqual(ended.code, 0);
      assert.deepEqual(ended.requests.map(({ status }) => status), [429]);
    });
  }
});
