import assert from 'node:assert/strict';
import path from 'node:path';
import type { Fault } from '../../../src/emulator/faults';
import { runnable, usePython } from './python';
import { runProgram } from './runProgram';

interface Program {
  readonly before: string;
  readonly after: string;
  /** How many calls it makes when nothing fails. */
  readonly calls: number;
}

const inFolder = (name: string, main: string, calls: number): Program => ({ before: path.join('..', 'programs', name, main), after: path.join('..', 'programs', `${name}.use-retry-library.fixed`, main), calls });
const programs = runnable<Program>([inFolder('pretry', 'main.ts', 2)], [
  inFolder('backoff_python', 'main.py', 2),
  inFolder('stamina_python', 'main.py', 4),
  { before: 'tenacity_there.py', after: 'tenacity_there.use-retry-library.fixed.py', calls: 5 },
]);

const told: Fault = { kind: 'input-tokens-limit', times: 2, retryAfterSeconds: 1 };
const overloaded: Fault = { kind: 'overloaded', times: 2 };
const spent: Fault = { kind: 'spend-limit' };
/** The server's clock and the program's timer can differ by a rounded millisecond. */
const toldMs = 999;

describe('a program whose calls are re-sent by the retry package that it has', () => {
  usePython();

  for (const { before, after, calls } of programs) {
    const run = (file: string, fault: Fault) => runProgram(file, [fault]);

    it(`${before} lives through 429s and 529s that ended it before, and waits as told`, async () => {
      for (const fault of [told, overloaded]) {
        const [failed, survived] = await Promise.all([run(before, fault), run(after, fault)]);
        assert.notEqual(failed.code, 0);
        assert.equal(survived.code, 0, survived.output);
        assert.equal(survived.requests.length, calls + 2);
        const [first, second, third] = survived.requests;
        if (fault === told) for (const wait of [second!.time - first!.time, third!.time - second!.time]) assert.ok(wait >= toldMs);
      }
    });

    it(`${before} asks no second time after a spend cap, and ends with the error of the SDK`, async () => {
      const ended = await run(after, spent);
      assert.notEqual(ended.code, 0);
      assert.deepEqual(ended.requests.map(({ status }) => status), [429]);
      assert.match(ended.output, /EnforcedSpendLimitReachedError/);
    });
  }
});
