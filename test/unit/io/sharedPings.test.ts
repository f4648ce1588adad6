import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startEmulator } from '../../../src/emulator/server';
import { type Clock, systemClock } from '../../../src/io/clock';
import { runMonitor } from '../../../src/io/monitorLoop';
import { ping } from '../../../src/io/ping';
import { type ProcessName, ownName } from '../../../src/io/processName';
import { type SharedPing, sharedPings } from '../../../src/io/sharedPings';
import { phaseOf } from '../../../src/limits/monitorState';
import type { PingResult } from '../../../src/limits/pingResult';
import { manualClock } from '../../support/manualClock';

const minute = 60_000;
const apiKey = 'sk-ant-api03-secret_of-the-user';
const answered = (at: number): PingResult => ({ kind: 'answered', at, snapshot: { at, model: 'm', status: 200, buckets: [{ id: 'requests', limit: 50, remaining: 25 }] } });

/** The number of a process that ran and has ended. */
async function endedPid(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  return child.pid ?? NaN;
}

/** A clock that jumps by hours to and fro, and whose timers are due at once. */
function jumpyClock() {
  let waits = 0;
  const clock: Clock = {
    now: () => 1_000_000_000 + (waits % 2 === 0 ? -7_200_000 : 7_200_000),
    after: (_ms, callback) => {
      waits++;
      setImmediate(callback);
      return () => undefined;
    },
  };
  return { clock, waits: () => waits };
}

describe('test pings of several windows', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'headroom-shared-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are as many for nine windows as for one, and each window shows what it said', async () => {
    const { clock, advance } = manualClock();
    const emulator = await startEmulator({ seed: 1, now: clock.now.bind(clock), limits: { rpm: 50 } });
    try {
      const windows = Array.from({ length: 9 }, () => {
        const shared = sharedPings({ folder, clock });
        const send = () => ping({ apiKey, baseUrl: emulator.url, model: 'claude-haiku-5-5', now: clock.now.bind(clock) });
        return runMonitor({ clock, sendPing: async (_signal, freshFor) => shared.send({ kind: 'a', freshFor, ping: send }), onChange: () => undefined });
      });
      const settled = async () => {
        await Promise.all(windows.map(async (window) => window.settled()));
      };
      const sent = () => emulator.requests.length;
      for (const window of windows) {
        for (const type of ['consent-given', 'key-set'] as const) window.dispatch({ type });
        window.dispatch({ type: 'settings', settings: { intervalMs: 5 * minute, target: 'a' } });
        await advance(1000, settled);
      }
      assert.equal(sent(), 1);
      await advance(60 * minute, settled);
      assert.ok(sent() >= 12 && sent() <= 13, String(sent()));
      for (const window of windows) assert.equal(phaseOf(window.monitor()), 'ok');
      // One window asks, and gets an answer of its own.
      const before = sent();
      windows[4]?.dispatch({ type: 'asked' });
      await settled();
      assert.equal(sent(), before + 1);
      // The others go on when it is gone.
      windows[0]?.dispose();
      await advance(30 * minute, settled);
      assert.ok(sent() >= before + 6);
      for (const window of windows) window.dispose();
    } finally {
      await emulator.close();
    }
  });

  it('are sent by one window at a time, and the others wait for what it says', async () => {
    let [sent, underWay] = [0, 0];
    const one: SharedPing = {
      kind: 'a',
      freshFor: minute,
      ping: async () => {
        sent++;
        assert.equal(++underWay, 1);
        await new Promise((resolve) => setImmediate(resolve));
        underWay--;
        return answered(sent);
      },
    };
    const results = await Promise.all(Array.from({ length: 9 }, async () => sharedPings({ folder, clock: systemClock }).send(one)));
    assert.equal(sent, 1);
    assert.deepEqual(results, Array.from({ length: 9 }, () => answered(1)));
    assert.deepEqual(readdirSync(folder), ['pings.json']);
  });

  const lockOf = (holder: Partial<ProcessName>) => writeFileSync(path.join(folder, 'ping.lock'), JSON.stringify({ token: '0123456789ab', ...holder }));
  const sendOne = async (clock: Clock, at: number) => sharedPings({ folder, clock }).send({ kind: String(at), freshFor: 0, ping: () => Promise.resolve(answered(at)) });

  it('go on at once when the process that held the lock has ended, or its number is another one’s', async () => {
    // This clock stands still: whoever waited would wait for ever.
    const { clock } = manualClock();
    const own = await ownName();
    lockOf({ ...own, pid: await endedPid() });
    assert.deepEqual(await sendOne(clock, 1), answered(1));
    if (own.started !== undefined) {
      lockOf({ ...own, started: '1' });
      assert.deepEqual(await sendOne(clock, 2), answered(2));
    }
    for (const [index, text] of ['half', '{}', '{"token":"../../x","pid":1,"machine":""}', '{"token":"0123456789ab","pid":-1,"machine":""}', '{"token":"0123456789ab","at":1}'].entries()) {
      writeFileSync(path.join(folder, 'ping.lock'), text);
      assert.deepEqual(await sendOne(clock, 3 + index), answered(3 + index), text);
    }
    assert.deepEqual(readdirSync(folder), ['pings.json']);
  });

  it('wait for a process that lives, and for one on another machine, for half a minute by their own count and whatever the clock says', async () => {
    for (const holder of [await ownName(), { ...(await ownName()), machine: 'another', pid: await endedPid() }]) {
      lockOf(holder);
      const { clock, waits } = jumpyClock();
      assert.deepEqual(await sendOne(clock, 1), answered(1));
      assert.equal(waits(), 300);
      assert.deepEqual(readdirSync(folder), ['pings.json']);
    }
  });

  it('are taken over by one window alone, of many that see the other one end', async () => {
    const ended = { ...(await ownName()), pid: await endedPid() };
    for (let round = 0; round < 8; round++) {
      lockOf(ended);
      let [sent, underWay] = [0, 0];
      const one: SharedPing = {
        kind: `round ${round}`,
        freshFor: minute,
        ping: async () => {
          sent++;
          assert.equal(++underWay, 1);
          await new Promise((resolve) => setImmediate(resolve));
          underWay--;
          return answered(round);
        },
      };
      await Promise.all(Array.from({ length: 9 }, async () => sharedPings({ folder, clock: systemClock }).send(one)));
      assert.equal(sent, 1);
    }
  });

  it('that were stopped in one window are sent in the next', async () => {
    const { clock } = manualClock();
    const send = (result: PingResult) => sharedPings({ folder, clock }).send({ kind: 'a', freshFor: minute, ping: () => Promise.resolve(result) });
    const stopped: PingResult = { kind: 'failed', at: 1, failure: { message: 'The ping was stopped.' } };
    assert.deepEqual([await send(stopped), await send(answered(2)), await send(answered(3))], [stopped, answered(2), answered(2)]);
  });

  it('of another model or key serve for nothing', async () => {
    const { clock } = manualClock();
    const shared = sharedPings({ folder, clock });
    const send = (kind: string, at: number) => shared.send({ kind, freshFor: minute, ping: () => Promise.resolve(answered(at)) });
    assert.deepEqual([await send('opus', 1), await send('haiku', 2), await send('opus', 3)], [answered(1), answered(2), answered(1)]);
  });

  it('survive a file that somebody else wrote, and a folder that cannot be used', async () => {
    const { clock } = manualClock();
    const name = createHash('sha256').update('a').digest('hex');
    const send = (where: string, at: number) => sharedPings({ folder: where, clock }).send({ kind: 'a', freshFor: minute, ping: () => Promise.resolve(answered(at)) });
    for (const [index, text] of ['', '[]', `{"${name}":1}`, `{"${name}":{"startedAt":1000000,"result":{"kind":"answered","at":1}}}`, '\u0000'].entries()) {
      writeFileSync(path.join(folder, 'pings.json'), text);
      assert.deepEqual(await send(folder, index), answered(index), text);
    }
    writeFileSync(path.join(folder, 'file'), '');
    assert.deepEqual(await send(path.join(folder, 'file'), 9), answered(9));
  });

  it('leave no key behind', async () => {
    const emulator = await startEmulator({ seed: 1, limits: { rpm: 50 } });
    try {
      await sharedPings({ folder, clock: systemClock }).send({ kind: `address model ${apiKey}`, freshFor: 0, ping: () => ping({ apiKey, baseUrl: emulator.url, model: 'claude-haiku-5-5', now: Date.now }) });
    } finally {
      await emulator.close();
    }
    assert.ok(!readFileSync(path.join(folder, 'pings.json'), 'utf8').includes(apiKey));
  });
});
