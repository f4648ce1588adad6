import assert from 'node:assert/strict';
import path from 'node:path';
import { findPython, setUpPython } from '../../support/python';

/** The command of Python on this machine; undefined without one, and then the fixtures in Python are not run. CI has it, and fails without. */
export const command = findPython();

const missing = 'Python 3 with venv is not on this machine: fixtures in Python were not run.';
if (command === undefined) {
  console.warn(missing);
  if (process.env.CI === 'true') describe('fixtures in Python', () => it('are run', () => assert.fail(missing)));
}

/** Those of some programs that can be run here. */
export function runnable<T>(scripts: readonly T[], inPython: readonly T[]): readonly T[] {
  return command === undefined ? scripts : [...scripts, ...inPython];
}

/** Sets up what `interpreter` gives before the tests of this block begin, as that can take a while. */
export function usePython(): void {
  before(function () {
    this.timeout(180_000);
    if (command !== undefined) interpreter();
  });
}

/** The Python that has the packages of the fixtures. Throws without one. */
export function interpreter(): string {
  if (command === undefined) throw new Error(missing);
  return setUpPython(command, 'python', path.join(__dirname, 'requirements.txt'));
}
