import assert from 'node:assert/strict';
import path from 'node:path';
import type { Fault } from '../../../src/emulator/faults';
import { findPython, setUpPython } from '../../support/python';
import { type Ended, runProgram } from './runProgram';

interface Program {
  /** The name of the fixture without its ending. */
  readonly name: string;
  readonly ending: string;
  /** How many calls it makes when nothing fails. */
  readonly calls: number;
}

const javascript: readonly Program[] = [
  { name: 'fetch', ending: 'ts', calls: 1 },
  { name: 'fetchWindows', ending: 'js', calls: 1 },
  { name: 'axiosPost', ending: 'mjs', calls: 1 },
  { name: 'sdk', ending: 'ts', calls: 1 },
];

const python: readonly Program[] = [
  { name: 'requests_post', ending: 'py', calls: 1 },
  { name: 'httpx_async', ending: 'py', calls: 1 },
  { name: 'sdk_both', ending: 'py', calls: 2 },
  { name: 'sdk_async', ending: 'py', calls: 1 },
];

/** The server's clock and the program's timer can differ by a rounded millisecond. */
const toldMs = 999;
const limited: Fault = { kind: 'input-tokens-limit', times: 1, retryAfterSeconds: 1 };

const command = findPython();
if (command === undefined) {
  const missing = 'Python 3 with venv is not on this machine: what the fixes make of Python programs was not run.';
  if (process.env.CI === 'true') {
    describe('Python programs', () => {
      it('run', () => assert.fail(missing));
    });
  } else console.warn(missing);
}

describe('a program that Headroom has fixed', () => {
  let interpreter = '';
  before(function () {
    this.timeout(180_000);
    if (command !== undefined) interpreter = setUpPython(command, 'python', path.join(__dirname, 'requirements.txt'));
  });

  for (const program of command === undefined ? javascript : [...javascript, ...python]) {
    describe(`${program.name}.${program.ending}`, () => {
      const file = (fix: string) => `${program.name}.${fix}${program.ending}`;
      const wrapped = 'wrap-in-backoff.fixed.';
      let runs: Readonly<Record<'unfixed' | 'limited' | 'overloaded' | 'broken' | 'spent' | 'notEntitled', Ended>>;
      before(async () => {
        const run = (name: string, ...faults: readonly Fault[]) => runProgram(name, faults, interpreter);
        const [unfixed, first, overloaded, broken, spent, notEntitled] = await Promise.all([
          run(file(''), limited),
          run(file(wrapped), limited),
          run(file(wrapped), { kind: 'overloaded', times: 1 }),
          run(file(wrapped), { kind: 'connection-reset', times: 1 }),
          run(file(wrapped), { kind: 'spend-limit' }),
          run(file(wrapped), { kind: 'long-context' }),
        ]);
        runs = { unfixed, limited: first, overloaded, broken, spent, notEntitled };
      });

      it('failed at the first 429 before', () => {
        assert.notEqual(runs.unfixed.code, 0);
        assert.deepEqual(statuses(runs.unfixed), [429]);
      });

      it('succeeds after a 429, with one request more and not earlier than told', () => {
        assertRepeatedOnce(runs.limited, 429, program.calls);
        const [first, second] = runs.limited.requests;
        assert.ok(second!.time - first!.time >= toldMs);
      });

      it('succeeds after a 529 and after a broken connection', () => {
        assertRepeatedOnce(runs.overloaded, 529, program.calls);
        assertRepeatedOnce(runs.broken, null, program.calls);
      });

      it('fails at once where waiting does not help: at a spend cap, or without an entitlement', () => {
        for (const ended of [runs.spent, runs.notEntitled]) {
          assert.notEqual(ended.code, 0);
          assert.deepEqual(statuses(ended), [429]);
        }
        assert.match(runs.spent.output, /429|usage limits/);
      });
    });
  }

  for (const program of command === undefined ? javascript : [...javascript, ...python]) {
    if (!program.name.startsWith('sdk')) continue;
    it(`waits as told when the SDK retries: ${program.name}.${program.ending}`, async () => {
      const ended = await runProgram(`${program.name}.set-sdk-retries.fixed.${program.ending}`, [limited], interpreter);
      assertRepeatedOnce(ended, 429, program.calls);
      const [first, second] = ended.requests;
      assert.ok(second!.time - first!.time >= toldMs);
    });
  }
  for (const ending of command === undefined ? ['ts'] : ['ts', 'py']) {
    it(`asks as often as the guard says, and not the SDK within each of its attempts: nested.${ending}`, async () => {
      const always: Fault = { kind: 'input-tokens-limit', retryAfterSeconds: 0.1 };
      const [before, after] = await Promise.all([runProgram(`nested.${ending}`, [always], interpreter), runProgram(`nested.switch-off-inner-retries.fixed.${ending}`, [always], interpreter)]);
      for (const ended of [before, after]) assert.notEqual(ended.code, 0);
      assert.deepEqual([before.requests.length, after.requests.length], [15, 5]);
    });
  }
});

function statuses({ requests }: Ended): readonly (number | null)[] {
  return requests.map(({ status }) => status);
}

function assertRepeatedOnce(ended: Ended, failed: number | null, calls: number): void {
  assert.equal(ended.code, 0, ended.output);
  assert.deepEqual(statuses(ended), [failed, ...Array.from({ length: calls }, () => 200)]);
}
