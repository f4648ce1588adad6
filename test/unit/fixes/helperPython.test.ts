import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { backoffHelpers } from '../../../src/lint/fixes/backoffHelpers';
import { findPython } from '../../support/python';

const command = findPython();

describe('the backoff helper in Python', () => {
  if (command === undefined && process.env.CI !== 'true') return;
  it('waits, gives up and raises as in JavaScript, for calls that block and calls that answer later', () => {
    assert.ok(command !== undefined, 'Python 3 with venv is not on this machine.');
    const { shared, blocking, async } = backoffHelpers.python;
    const input = [shared, blocking, async].map(({ code }) => code).join('\n\n');
    const { status, stdout, stderr } = spawnSync(command, ['-B', path.join(__dirname, 'helper_check.py')], { input, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    assert.deepEqual(JSON.parse(stdout), []);
  });
});
