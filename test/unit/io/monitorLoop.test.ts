import assert from 'node:assert/strict';
import { startEmulator } from '../../../src/emulator/server';
import { runMonitor } from '../../../src/io/monitorLoop';
import { ping } from '../../../src/io/ping';
import type { PingResult } from '../../../src/limits/pingResult';
import { phaseOf } from '../../../src/limits/monitorState';
import { manualClock } from '../../support/manualClock';

const minute = 60_000;

function answered(at: number): PingResult {
  return { kind: 'answered', at, snapshot: { at, model: 'm', status: 200, buckets: [{ id: 'requests', limit: 50, remaining: 25 }] } };
}

describe('the running monitor', () => {
  it('pings the API at its interval, and not in between', async () => {
    const { clock, advance } = manualClock();
    const emulator = await startEmulator({ seed: 1, now: clock.now.bind(clock), limits: { rpm: 50 } });
    try {
      const sendPing = () => ping({ apiKey: 'key', baseUrl: emulator.url, model: 'claude-haiku-5-5', now: clock.now.bind(clock) });
      const loop = runMonitor({ clock, sendPing, onChange: () => undefined });
      for (const type of ['consent-given', 'key-set'] as const) loop.dispatch({ type });
      loop.dispatch({ type: 'settings', settings: { intervalMs: 5 * minute, target: 'a' } });
      await advance(0, loop.settled);
      assert.equal(emulator.requests.length, 1);
      assert.equal(phaseOf(loop.monitor()), 'ok');
      await advance(5 * minute - 1, loop.settled);
      assert.equal(emulator.requests.length, 1);
      await advance(1, loop.settled);
      assert.equal(emulator.requests.length, 2);
      await advance(60 * minute, loop.settled);
      assert.equal(emulator.requests.length, 14);
      loop.dispose();
    } finally {
      await emulator.close();
    }
  });

  it('waits out the retry-after of a 429 and then shows the headroom again', async () => {
    const { clock, advance } = manualClock();
    const now = clock.now.bind(clock);
    const emulator = await startEmulator({ seed: 1, now, limits: { rpm: 50 }, faults: [{ kind: 'requests-limit', times: 1, retryAfterSeconds: 200 }] });
    try {
      const loop = runMonitor({ clock, sendPing: () => ping({ apiKey: 'key', baseUrl: emulator.url, model: 'claude-haiku-5-5', now }), onChange: () => undefined });
      for (const type of ['consent-given', 'key-set'] as const) loop.dispatch({ type });
      loop.dispatch({ type: 'settings', settings: { intervalMs: minute, target: 'a' } });
      await advance(199_000, loop.settled);
      assert.deepEqual([emulator.requests.length, phaseOf(loop.monitor())], [1, 'limited']);
      await advance(1000, loop.settled);
      assert.deepEqual([emulator.requests.length, phaseOf(loop.monitor())], [2, 'ok']);
      loop.dispose();
    } finally {
      await emulator.close();
    }
  });

  it('asks once in each interval while the API cannot be reached, and is back within one interval when it can', async () => {
    const { clock, advance } = manualClock();
    const now = clock.now.bind(clock);
    const options = { seed: 1, now, limits: { rpm: 50 } };
    const first = await startEmulator(options);
    let attempts = 0;
    const sendPing = async (signal: AbortSignal) => {
      attempts++;
      return ping({ apiKey: 'key', baseUrl: first.url, model: 'claude-haiku-5-5', now, signal });
    };
    const loop = runMonitor({ clock, sendPing, onChange: () => undefined });
    const phases = () => [attempts, phaseOf(loop.monitor())];
    try {
      for (const type of ['consent-given', 'key-set'] as const) loop.dispatch({ type });
      loop.dispatch({ type: 'settings', settings: { intervalMs: 5 * minute, dailyMaximum: 4, target: 'a' } });
      await advance(0, loop.settled);
      assert.deepEqual(phases(), [1, 'ok']);
      await first.close();
      await advance(60 * minute, loop.settled);
      assert.deepEqual(phases(), [13, 'offline']);
      // What was read before is still there to be shown.
      assert.equal(loop.monitor().readings.length, 1);
      const again = await startEmulator({ ...options, port: Number(new URL(first.url).port) });
      try {
        await advance(5 * minute, loop.settled);
        assert.deepEqual(phases(), [14, 'ok']);
        assert.equal(again.requests.length, 1);
        // Four of the day were sent in the end, and twelve never left.
        await advance(60 * minute, loop.settled);
        assert.deepEqual(phases(), [16, 'ok']);
      } finally {
        await again.close();
      }
    } finally {
      loop.dispose();
      await first.close();
    }
  });

  it('stops the ping under way when the consent is withdrawn, and forgets its answer', async () => {
    const { clock } = manualClock();
    let stopped = false;
    const sendPing = (signal: AbortSignal) =>
      new Promise<PingResult>((resolve) => {
        signal.addEventListener('abort', () => {
          stopped = true;
          resolve(answered(clock.now()));
        });
      });
    const loop = runMonitor({ clock, sendPing, onChange: () => undefined });
    for (const type of ['consent-given', 'key-set', 'asked'] as const) loop.dispatch({ type });
    loop.dispatch({ type: 'consent-withdrawn' });
    await loop.settled();
    assert.equal(stopped, true);
    assert.equal(loop.monitor().result, undefined);
    assert.equal(loop.monitor().inFlight, undefined);
  });

  it('keeps its words fresh while a reading ages', async () => {
    const { clock, advance } = manualClock();
    const seen: number[] = [];
    const sendPing = async () => Promise.resolve(answered(clock.now()));
    const loop = runMonitor({ clock, sendPing, onChange: (_monitor, now) => seen.push(now) });
    for (const type of ['consent-given', 'key-set', 'asked'] as const) loop.dispatch({ type });
    await loop.settled();
    const before = seen.length;
    await advance(minute, loop.settled);
    assert.equal(seen.length - before, 12);
  });

  it('leaves no timer behind when it is disposed of', async () => {
    const { clock, pending } = manualClock();
    const loop = runMonitor({ clock, sendPing: async () => Promise.resolve(answered(clock.now())), onChange: () => undefined });
    for (const type of ['consent-given', 'key-set', 'asked'] as const) loop.dispatch({ type });
    await loop.settled();
    assert.equal(pending(), 1);
    loop.dispose();
    loop.dispatch({ type: 'tick' });
    assert.equal(pending(), 0);
  });
});
