import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { backoffHelpers } from '../../../src/lint/fixes/backoffHelpers';
import { command } from './python';

describe('the backoff helper in Python', () => {
  const python = command;
  if (python === undefined) return;
  it('waits, gives up and raises as in JavaScript, for calls that block and calls that answer later', () => {
    const { shared, blocking, async } = backoffHelpers.python;
    const input = [shared, blocking, async].map(({ code }) => code).join('\n\n');
    const { status, stdout, stderr } = spawnSync(python, ['-B', path.join(__dirname, 'helper_check.py')], { input, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    assert.deepEqual(JSON.parse(stdout), []);
  });
});
