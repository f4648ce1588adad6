import assert from 'node:assert/strict';
import fc from 'fast-check';
import { stepMonitor, type MonitorEvent } from '../../../src/limits/monitor';
import { newMonitor, phaseOf, type Monitor } from '../../../src/limits/monitorState';
import { nextPingAt } from '../../../src/limits/nextPing';
import type { PingResult } from '../../../src/limits/pingResult';
import type { Snapshot } from '../../../src/limits/snapshot';

const start = 1_000_000;
const minute = 60_000;
const settings = (intervalMs: number, target = 'a'): MonitorEvent => ({ type: 'settings', settings: { intervalMs, target } });

/** Plays events one second apart, and returns the last state and the pings it led to. */
function play(events: readonly MonitorEvent[], from = ready()): { monitor: Monitor; pings: number } {
  let pings = 0;
  const monitor = events.reduce((before, event) => {
    const step = stepMonitor(before, event, before.seenAt + 1000);
    if (step.effect === 'ping') pings++;
    return step.monitor;
  }, from);
  return { monitor, pings };
}

function ready(): Monitor {
  return { ...newMonitor(start), consent: true, key: 'present', target: 'a' };
}

function settled(result: PingResult): MonitorEvent {
  return { type: 'ping-settled', result };
}

const failure = { message: 'no' };
const asked: MonitorEvent = { type: 'asked' };
const tick: MonitorEvent = { type: 'tick' };
const bucket = { id: 'requests', limit: 50, remaining: 25 } as const;
const ok: PingResult = { kind: 'answered', at: start, snapshot: { at: start, model: 'm', status: 200, buckets: [bucket] } };
const bare: PingResult = { kind: 'answered', at: start, snapshot: { at: start, model: 'm', status: 200, buckets: [] } };
const unauthorized: PingResult = { kind: 'unauthorized', at: start, failure };
const offline: PingResult = { kind: 'offline', at: start, failure };
const unsent = (at: number): PingResult => ({ kind: 'offline', at, failure, unsent: true });
const failed: PingResult = { kind: 'failed', at: start, failure };

function limited(retryAfterSeconds: number | undefined, errorCode?: string): PingResult {
  const snapshot = { at: start, model: 'm', status: 429, buckets: [], ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
  return { kind: 'limited', at: start, snapshot, failure: { ...failure, ...(errorCode !== undefined && { errorCode }) } };
}

describe('the headroom monitor', () => {
  it('sends nothing before consent and key, even when asked', () => {
    const { monitor, pings } = play([asked, settings(minute), { type: 'tick' }, { type: 'key-set' }, asked], newMonitor(start));
    assert.equal(pings, 0);
    assert.equal(phaseOf(monitor), 'no-consent');
    assert.equal(phaseOf(play([{ type: 'consent-given' }], newMonitor(start)).monitor), 'no-key');
  });

  it('sends nothing while it may not send at all, and says so', () => {
    const { monitor, pings } = play([{ type: 'settings', settings: { intervalMs: minute, target: '', refusal: 'not trusted' } }, asked, { type: 'tick' }]);
    assert.equal(pings, 0);
    assert.equal(phaseOf(monitor), 'refused');
  });

  it('pings when asked and shows the answer', () => {
    const { monitor, pings } = play([asked]);
    assert.equal(pings, 1);
    assert.equal(phaseOf(monitor), 'pinging');
    assert.equal(phaseOf(play([settled(ok)], monitor).monitor), 'ok');
    assert.equal(phaseOf(play([settled(bare)], monitor).monitor), 'no-headers');
    assert.equal(phaseOf(play([settled(offline)], monitor).monitor), 'offline');
    assert.equal(phaseOf(play([settled(failed)], monitor).monitor), 'error');
  });

  it('pings at an interval only when one is set, at once for the first time', () => {
    assert.equal(nextPingAt(ready()), undefined);
    assert.equal(play([settings(minute), { type: 'tick' }, settled(ok), { type: 'tick' }]).pings, 1);
  });

  it('rests while the window is not in use, but still pings when asked', () => {
    const { monitor, pings } = play([settings(minute), { type: 'paused' }, { type: 'tick' }]);
    assert.equal(pings, 0);
    assert.equal(play([asked], monitor).pings, 1);
    assert.equal(play([{ type: 'resumed' }, { type: 'tick' }], monitor).pings, 1);
  });

  it('rests while the user wants it to, also in a window in use, but still pings when asked', () => {
    const { monitor, pings } = play([settings(minute), { type: 'user-paused' }, { type: 'resumed' }, { type: 'tick' }]);
    assert.equal(pings, 0);
    assert.equal(play([asked], monitor).pings, 1);
    assert.equal(play([{ type: 'user-resumed' }, { type: 'tick' }], monitor).pings, 1);
  });

  it('drops the ping under way when the user pauses, unless the user asked for it', () => {
    const [nobodys, users] = [tick, asked].map((event) => play([settings(minute), event, { type: 'user-paused' }]).monitor);
    assert.deepEqual([nobodys?.inFlight, users?.inFlight], ['stale', 'current']);
    assert.equal(play([settled(ok)], nobodys).monitor.result, undefined);
    assert.equal(phaseOf(play([settled(ok)], users).monitor), 'ok');
  });

  it('comes back within one interval after any time offline, and uses up nothing of the day’s maximum meanwhile', () => {
    let monitor = stepMonitor(ready(), { type: 'settings', settings: { intervalMs: minute, dailyMaximum: 3, target: 'a' } }, start).monitor;
    let attempts = 0;
    for (let now = start; now < start + 100 * minute; now += 1000) {
      const step = stepMonitor(monitor, { type: 'tick' }, now);
      if (step.effect === 'ping') attempts++;
      monitor = step.effect === 'ping' ? stepMonitor(step.monitor, settled(unsent(now)), now).monitor : step.monitor;
    }
    assert.equal(attempts, 100);
    assert.equal(nextPingAt(monitor), start + 100 * minute);
    // An answer that only did not come in time may have cost something.
    const online = start + 100 * minute;
    const late = stepMonitor(stepMonitor(monitor, { type: 'tick' }, online).monitor, settled(offline), online).monitor;
    assert.deepEqual([monitor.sent?.count, late.sent?.count], [0, 1]);
  });

  it('waits out a retry-after, even when asked', () => {
    const { monitor } = play([settings(minute), asked, settled(limited(505))]);
    assert.equal(phaseOf(monitor), 'limited');
    assert.equal(nextPingAt(monitor), monitor.seenAt + 505_000);
    assert.equal(stepMonitor(monitor, asked, monitor.seenAt + 504_999).effect, 'none');
    assert.equal(stepMonitor(monitor, asked, monitor.seenAt + 505_000).effect, 'ping');
  });

  it('shows what the user’s own traffic was told, without consent or key, and then needs no ping for an interval', () => {
    const reading: Snapshot = { at: start + 1000, model: 'm', status: 200, source: 'pass-through', buckets: [bucket] };
    assert.equal(phaseOf(play([{ type: 'observed', reading }], newMonitor(start)).monitor), 'ok');
    const { monitor } = play([settings(minute), { type: 'observed', reading }]);
    assert.equal(nextPingAt(monitor), reading.at + minute);
    assert.equal(play([asked], monitor).pings, 1);
  });

  it('waits as long as a 429 in that traffic asks, and passes over answers that tell nothing', () => {
    const refused: Snapshot = { at: start, model: 'm', status: 429, source: 'pass-through', buckets: [], retryAfterSeconds: 30 };
    const { monitor } = play([settings(minute), settled(ok), { type: 'observed', reading: refused }]);
    assert.equal(phaseOf(monitor), 'limited');
    assert.equal(stepMonitor(monitor, asked, monitor.seenAt + 29_000).effect, 'none');
    const { monitor: same } = play([{ type: 'observed', reading: { ...refused, status: 500, retryAfterSeconds: undefined } }], monitor);
    assert.deepEqual({ ...same, seenAt: 0 }, { ...monitor, seenAt: 0 });
  });

  it('keeps readings of each model class apart, so many of each', () => {
    const read = (model: string, at: number): MonitorEvent => ({ type: 'observed', reading: { at, model, status: 200, source: 'pass-through', buckets: [bucket] } });
    const { monitor } = play(Array.from({ length: 40 }, (_, index) => read(index % 2 === 0 ? 'claude-opus-5-5' : 'claude-haiku-5-5', start + index)));
    const count = (model: string) => monitor.readings.filter((reading) => reading.model === model).length;
    assert.deepEqual([count('claude-opus-5-5'), count('claude-haiku-5-5')], [12, 12]);
    assert.deepEqual(play([read('claude-sonnet-5', start + 2 * 3_600_000)], monitor).monitor.readings.map(({ model }) => model), ['claude-sonnet-5']);
  });

  it('stops after a 401 until another key is set', () => {
    const { monitor, pings } = play([settings(minute), asked, settled(unauthorized), asked, { type: 'tick' }]);
    assert.equal(pings, 1);
    assert.equal(phaseOf(monitor), 'unauthorized');
    assert.equal(play([{ type: 'key-set' }, asked], monitor).pings, 1);
  });

  it('stops pings at an interval after a spend cap, because no wait helps', () => {
    const { monitor } = play([settings(minute), asked, settled(limited(undefined, 'enforced_spend_limit_reached'))]);
    assert.equal(nextPingAt(monitor), undefined);
    assert.equal(play([asked], monitor).pings, 1);
  });

  it('takes them up again when the message of a spend cap says that access comes back', () => {
    const capped = limited(undefined, 'enforced_spend_limit_reached');
    const message = 'You have reached your API usage limits: your organization has crossed its monthly API usage threshold. You will regain access on 2026-09-01 at 00:00 UTC.';
    const { monitor } = play([settings(minute), asked, settled(capped.kind === 'limited' ? { ...capped, failure: { ...capped.failure, message } } : capped)]);
    assert.equal(nextPingAt(monitor), Date.parse('2026-09-01T00:00:00Z'));
  });

  it('sends no more on a day of its own accord than the maximum, and goes on the next day', () => {
    const every: MonitorEvent = { type: 'settings', settings: { intervalMs: minute, dailyMaximum: 2, target: 'a' } };
    let monitor = stepMonitor(ready(), every, start).monitor;
    let pings = 0;
    for (let now = start; now < start + 3 * 86_400_000; now += minute) {
      const step = stepMonitor(monitor, { type: 'tick' }, now);
      monitor = step.effect === 'ping' ? stepMonitor(step.monitor, settled({ ...ok, at: now }), now).monitor : step.monitor;
      if (step.effect === 'ping') pings++;
    }
    // The story begins in the middle of a day.
    assert.equal(pings, 8);
    // One that was asked for takes none of those away.
    const day = Math.ceil(start / 86_400_000) * 86_400_000;
    const first = stepMonitor(stepMonitor(ready(), every, day).monitor, asked, day);
    const next = stepMonitor(stepMonitor(first.monitor, settled(ok), day).monitor, { type: 'tick' }, day + minute);
    assert.equal(next.effect, 'ping');
    assert.equal(nextPingAt(stepMonitor(next.monitor, settled(ok), day + minute).monitor), day + 2 * minute);
    assert.equal(stepMonitor(monitor, asked, monitor.seenAt + 1).effect, 'ping');
  });

  it('comes back slower after each failure, at most once an hour, and at full pace after a success', () => {
    const gap = (count: number) => {
      const { monitor } = play([settings(minute), ...Array.from({ length: count }, () => [asked, settled(failed)]).flat()]);
      return (nextPingAt(monitor) ?? NaN) - (monitor.startedAt ?? NaN);
    };
    assert.deepEqual([1, 2, 3, 20].map(gap), [2 * minute, 4 * minute, 8 * minute, 60 * minute]);
    const { monitor } = play([settings(minute), asked, settled(failed), asked, settled(ok)]);
    assert.equal((nextPingAt(monitor) ?? NaN) - (monitor.startedAt ?? NaN), minute);
  });

  it('drops the answer that an earlier key got, and does not ping beside it', () => {
    const { monitor, pings } = play([asked, { type: 'key-set' }, asked]);
    assert.equal(pings, 1);
    const later = play([settled(unauthorized), asked], monitor);
    assert.equal(later.pings, 1);
    assert.equal(phaseOf(later.monitor), 'pinging');
  });

  it('keeps the last reading when a later ping gets no answer', () => {
    assert.deepEqual(play([asked, settled(ok), asked, settled(offline)]).monitor.readings, 'snapshot' in ok ? [ok.snapshot] : []);
  });

  it('does not wait longer because the clock was set back', () => {
    const { monitor } = play([settings(minute), asked, settled(limited(30))]);
    const back = stepMonitor(monitor, { type: 'tick' }, monitor.seenAt - 86_400_000).monitor;
    assert.equal((nextPingAt(back) ?? NaN) - back.seenAt, (nextPingAt(monitor) ?? NaN) - monitor.seenAt);
  });

  const anyResult = fc.oneof(
    fc.constantFrom(ok, bare, unauthorized, offline, unsent(start), failed, limited(undefined), limited(undefined, 'enforced_spend_limit_reached')),
    fc.nat({ max: 4000 }).map(limited),
  );
  const anyEvent: fc.Arbitrary<MonitorEvent> = fc.oneof(
    { weight: 4, arbitrary: fc.constant<MonitorEvent>({ type: 'tick' }) },
    { weight: 3, arbitrary: anyResult.map(settled) },
    { weight: 2, arbitrary: fc.constant(asked) },
    { weight: 1, arbitrary: fc.constantFrom(undefined, 90).map((retryAfterSeconds): MonitorEvent => ({ type: 'observed', reading: { at: start, model: 'm', status: retryAfterSeconds === undefined ? 200 : 429, source: 'pass-through', buckets: [bucket], ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) } })) },
    { weight: 2, arbitrary: fc.constantFrom<MonitorEvent>({ type: 'consent-given' }, { type: 'key-set' }, { type: 'resumed' }, { type: 'user-resumed' }) },
    { weight: 1, arbitrary: fc.constantFrom<MonitorEvent>({ type: 'consent-withdrawn' }, { type: 'key-cleared' }, { type: 'paused' }, { type: 'user-paused' }) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom(0, minute, 5 * minute), fc.constantFrom('a', 'b'), fc.constantFrom(undefined, undefined, 'not trusted')).map(([intervalMs, target, refusal]): MonitorEvent => ({ type: 'settings', settings: { intervalMs, target, ...(refusal !== undefined && { refusal }) } })) },
  );
  /** Time goes by, or somebody sets the clock: back by days, or forward. */
  const anyPause = fc.oneof({ weight: 12, arbitrary: fc.nat({ max: 3 * minute }) }, { weight: 1, arbitrary: fc.integer({ min: -3 * 86_400_000, max: 86_400_000 }) });
  const anyStory = fc.array(fc.record({ event: anyEvent, after: anyPause }), { minLength: 20, maxLength: 60 });

  it('never has two pings under way, never pings without consent or key or where it may not, never faster than the interval or a retry-after, never at an interval while paused', () => {
    const led = { asked: 0, tick: 0 };
    fc.assert(
      fc.property(anyStory, (story) => {
        let monitor = stepMonitor(ready(), settings(minute), start).monitor;
        let now = start;
        // What the events say, kept apart from what the monitor makes of them.
        const said = { consent: true, key: true, inUse: true, paused: false, intervalMs: minute, target: 'a', refused: false };
        let underWay: 'current' | 'stale' | undefined;
        let isAsked = false;
        let lastPing = -Infinity;
        let silentUntil = -Infinity;
        for (const { event, after } of story) {
          if (event.type === 'ping-settled' && underWay === undefined) continue;
          now += after;
          if (after < 0) [lastPing, silentUntil] = [lastPing + after, silentUntil + after];
          const { monitor: next, effect } = stepMonitor(monitor, event, now);
          monitor = next;
          const forget = () => {
            silentUntil = -Infinity;
            underWay &&= 'stale';
          };
          switch (event.type) {
            case 'asked':
            case 'tick':
              break;
            case 'ping-settled':
              if (underWay === 'current') silentUntil = event.result.kind === 'limited' ? now + (event.result.snapshot.retryAfterSeconds ?? 0) * 1000 : -Infinity;
              underWay = undefined;
              break;
            case 'observed':
              silentUntil = event.reading.status === 429 ? now + 90_000 : (next.waitUntil ?? -Infinity);
              break;
            case 'consent-given':
              said.consent = true;
              break;
            case 'consent-withdrawn':
              said.consent = false;
              forget();
              break;
            case 'key-set':
            case 'key-cleared':
              said.key = event.type === 'key-set';
              forget();
              break;
            case 'paused':
            case 'resumed':
              said.inUse = event.type === 'resumed';
              break;
            case 'user-paused':
            case 'user-resumed':
              said.paused = event.type === 'user-paused';
              if (said.paused && !isAsked) underWay &&= 'stale';
              break;
            case 'settings':
              if (event.settings.target !== said.target) forget();
              Object.assign(said, { intervalMs: event.settings.intervalMs, target: event.settings.target, refused: event.settings.refusal !== undefined });
          }
          if (effect === 'none') continue;
          assert.ok(event.type === 'asked' || event.type === 'tick', event.type);
          led[event.type]++;
          assert.equal(underWay, undefined);
          assert.deepEqual([said.consent, said.key, said.refused], [true, true, false]);
          assert.ok(now >= silentUntil);
          if (event.type === 'tick') {
            assert.deepEqual([said.inUse, said.paused], [true, false]);
            assert.ok(said.intervalMs > 0 && now - lastPing >= said.intervalMs);
          }
          [underWay, isAsked, lastPing] = ['current', event.type === 'asked', now];
        }
      }),
      { numRuns: 1000, seed: 1 },
    );
    assert.ok(led.asked > 500 && led.tick > 500, `the stories led to only ${JSON.stringify(led)} pings`);
  });

  it('always recovers: with consent, a key, an interval and a good answer it shows the headroom again', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        let monitor = ready();
        let now = start;
        const step = (event: MonitorEvent) => {
          const { monitor: next, effect } = stepMonitor(monitor, event, now);
          monitor = next;
          return effect;
        };
        for (const { event, after } of story) {
          now += after;
          step(event);
        }
        for (const event of [{ type: 'consent-given' }, { type: 'resumed' }, { type: 'user-resumed' }, settings(minute, 'a'), { type: 'key-set' }] as const) step(event);
        if (monitor.inFlight !== undefined) step(settled(offline));
        const next = nextPingAt(monitor) ?? NaN;
        assert.ok(next <= now + minute);
        now = Math.max(now, next);
        assert.equal(step({ type: 'tick' }), 'ping');
        step(settled(ok));
        assert.equal(phaseOf(monitor), 'ok');
      }),
      { seed: 2 },
    );
  });
});
