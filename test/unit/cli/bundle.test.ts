import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const root = path.join(__dirname, '..', '..', '..');
const cli = path.join(root, 'dist', 'cli.js');

describe('the built command line', () => {
  it('finds its grammars and exits with 1 on warnings', () => {
    const { status, stdout } = spawnSync(process.execPath, [cli, 'check', 'test/fixtures/lint'], { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
    assert.match(stdout, /guards\.py:14:\d+ {2}warning {2}.* {2}unretried-call/);
    assert.equal(status, 1);
  });

  it('prints the inventory with files sorted and 1-based places', () => {
    const { stdout } = spawnSync(process.execPath, [cli, 'calls', 'test/fixtures/lint', '--format', 'json'], { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
    const { version, calls } = JSON.parse(stdout) as { version: number; calls: { file: string; line: number; retry: { state: string } }[] };
    assert.equal(version, 1);
    assert.deepEqual(calls.map(({ file }) => file), calls.map(({ file }) => file).sort());
    assert.ok(calls.some(({ file, line, retry }) => file.endsWith('guards.py') && line === 14 && retry.state === 'none'));
  });
});
