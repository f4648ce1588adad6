import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';

const root = path.join(__dirname, '..', '..', '..');
const tsx = path.join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');

describe('code of any shape', () => {
  it('costs twice as much where there is twice as much of it, and not four times', function () {
    this.timeout(300_000);
    // A process of its own: only code that is loaded after the counting starts is counted in full.
    assert.equal(execFileSync(process.execPath, [tsx, path.join(root, 'test', 'fuzz', 'growth.ts')], { encoding: 'utf8' }), '');
  });
});
