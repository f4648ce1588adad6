import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { startEmulator, type Emulator } from '../../../src/emulator/server';

const minute = 60_000;

describe('test pings of windows in processes of their own', () => {
  let base: string;
  let folder: string;
  let emulator: Emulator;
  let windows: ChildProcess[];
  let onRequest: () => void;
  let letGo: () => void;

  before(async function () {
    this.timeout(60_000);
    base = mkdtempSync(path.join(os.tmpdir(), 'headroom-processes-'));
    await build({ entryPoints: [path.join(__dirname, 'windowProcess.ts')], outfile: path.join(base, 'window.js'), bundle: true, platform: 'node', target: 'node20', logLevel: 'warning' });
  });
  beforeEach(async () => {
    folder = mkdtempSync(path.join(base, 'shared-'));
    const held = new Promise<void>((resolve) => (letGo = resolve));
    onRequest = () => undefined;
    emulator = await startEmulator({ seed: 1, limits: { rpm: 50 }, delay: () => held, onRequest: () => onRequest() });
  });
  afterEach(async () => {
    letGo();
    for (const window of windows) window.kill('SIGKILL');
    await emulator.close();
  });
  after(() => rmSync(base, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }));

  function open(count: number): void {
    windows = Array.from({ length: count }, () => fork(path.join(base, 'window.js'), [folder, emulator.url, String(5 * minute)]));
  }

  /** Moves every window on, and gives what each shows when it has done what was due. */
  async function advance(ms: number, those = windows): Promise<readonly unknown[]> {
    return Promise.all(
      those.map(async (window) => {
        const answer = once(window, 'message');
        window.send(ms);
        return ((await answer) as readonly unknown[])[0];
      }),
    );
  }

  async function pingsIn(count: number, intervals: number): Promise<readonly number[]> {
    open(count);
    const sent: number[] = [];
    for (let round = 0; round <= intervals; round++) {
      assert.deepEqual(new Set(await advance(round === 0 ? 0 : 5 * minute)), new Set(['ok']));
      sent.push(emulator.requests.length);
    }
    return sent;
  }

  it('are as many for nine processes as for one: one in each interval', async () => {
    const alone = await pingsIn(1, 6);
    for (const window of windows) window.kill('SIGKILL');
    emulator.reset();
    rmSync(folder, { recursive: true });
    assert.deepEqual(await pingsIn(9, 6), alone);
    assert.deepEqual(alone, [1, 2, 3, 4, 5, 6, 7]);
    assert.deepEqual(readdirSync(folder), ['pings.json']);
  }).timeout(60_000);

  it('are sent by another process at once when the one that sends is killed in the middle of it', async () => {
    open(9);
    await advance(0);
    emulator.setFaults([{ kind: 'slow', delayMs: 1, times: 1 }]);
    const asked = new Promise<void>((resolve) => (onRequest = resolve));
    const shown = windows.map(async (window) => {
      const answer = await Promise.race([once(window, 'message'), once(window, 'exit').then(() => ['killed'])]);
      return (answer as readonly unknown[])[0];
    });
    for (const window of windows) window.send(5 * minute);
    await asked;
    assert.equal(emulator.requests.length, 2);
    // The API has the request and holds the answer; the lock names who waits for it.
    const { pid } = JSON.parse(readFileSync(path.join(folder, 'ping.lock'), 'utf8')) as { pid: number };
    const leader = windows.find((window) => window.pid === pid);
    assert.ok(leader);
    leader.kill('SIGKILL');
    // No clock moved: the others are still within the same interval.
    assert.deepEqual((await Promise.all(shown)).sort(), ['killed', ...Array.from({ length: 8 }, () => 'ok')]);
    assert.equal(emulator.requests.length, 3);
    await advance(5 * minute, windows.filter((window) => window !== leader));
    assert.equal(emulator.requests.length, 4);
    // Shorter than the time after which a lock is taken from whoever holds it.
  }).timeout(25_000);
});
