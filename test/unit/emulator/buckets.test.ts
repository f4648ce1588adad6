import assert from 'node:assert/strict';
import fc from 'fast-check';
import { admit, fullBuckets, readings, take, type Buckets, type RateLimits } from '../../../src/emulator/buckets';

const start = Date.UTC(2026, 10, 24, 12);

const anyLimits = fc.record({
  rpm: fc.integer({ min: 1, max: 5_000 }),
  itpm: fc.integer({ min: 100, max: 5_000_000 }),
  otpm: fc.integer({ min: 1, max: 1_000_000 }),
  burstSeconds: fc.constantFrom(1, 10, 60),
});

const anyTraffic = fc.array(fc.record({ afterMs: fc.integer({ min: 0, max: 20_000 }), inputTokens: fc.integer({ min: 1, max: 40_000 }) }), { maxLength: 60 });

interface Admitted {
  readonly at: number;
  readonly inputTokens: number;
}

function run(limits: RateLimits, traffic: readonly { readonly afterMs: number; readonly inputTokens: number }[]): { buckets: Buckets; now: number; admitted: Admitted[] } {
  let buckets = fullBuckets(limits, start);
  let now = start;
  const admitted: Admitted[] = [];
  for (const { afterMs, inputTokens } of traffic) {
    now += afterMs;
    const admission = admit(buckets, { inputTokens, now });
    if (!admission.admitted) continue;
    buckets = admission.buckets;
    admitted.push({ at: now, inputTokens });
  }
  return { buckets, now, admitted };
}

describe('token buckets', () => {
  it('never let more through in any window than a full bucket and what flowed in meanwhile', () => {
    fc.assert(
      fc.property(anyLimits, anyTraffic, (limits, traffic) => {
        const { admitted } = run(limits, traffic);
        const burst = (perMinute: number) => Math.max(1, Math.floor((perMinute * limits.burstSeconds) / 60));
        for (const [from, first] of admitted.entries()) {
          let tokens = 0;
          for (const [count, { at, inputTokens }] of admitted.slice(from).entries()) {
            tokens += inputTokens;
            const minutes = (at - first.at) / 60_000;
            assert.ok(count + 1 <= burst(limits.rpm) + limits.rpm * minutes + 1e-6);
            assert.ok(tokens <= burst(limits.itpm) + limits.itpm * minutes + 1e-6);
          }
        }
      }),
    );
  });

  it('admit a request that waited for the whole seconds it was told, and refuse it a millisecond before its time', () => {
    fc.assert(
      fc.property(anyLimits, anyTraffic, fc.integer({ min: 1, max: 5_000_000 }), (limits, traffic, tokens) => {
        const { buckets, now } = run(limits, traffic);
        const inputTokens = Math.min(tokens, Math.max(1, Math.floor((limits.itpm * limits.burstSeconds) / 60)));
        const refused = admit(buckets, { inputTokens, now });
        fc.pre(!refused.admitted);
        const wait = refused.waitMs;
        assert.equal(admit(buckets, { inputTokens, now: now + Math.ceil(wait / 1000) * 1000 }).admitted, true);
        assert.equal(admit(buckets, { inputTokens, now: now + wait }).admitted, true);
        if (wait > 1) assert.equal(admit(buckets, { inputTokens, now: now + wait - 1 }).admitted, false);
      }),
    );
  });

  it('read as full exactly from the reset time on', () => {
    fc.assert(
      fc.property(anyLimits, anyTraffic, (limits, traffic) => {
        const { buckets, now } = run(limits, traffic);
        const { fullAt } = readings(buckets, now).inputTokens;
        const full = readings(fullBuckets(limits, start), start).inputTokens.remaining;
        assert.equal(readings(buckets, fullAt).inputTokens.remaining, full);
        if (fullAt > now) assert.ok(readings(buckets, fullAt - 1).inputTokens.fullAt === fullAt);
      }),
    );
  });

  it('refill continuously: 60 requests a minute give one back every second', () => {
    let buckets = fullBuckets({ rpm: 60, itpm: 1_000, otpm: 1_000 }, start);
    for (let i = 0; i < 60; i++) buckets = take(buckets, { dimension: 'requests', tokens: 1, now: start });
    assert.deepEqual(admit(buckets, { inputTokens: 1, now: start }), { admitted: false, dimension: 'requests', waitMs: 1_000 });
    assert.equal(readings(buckets, start + 1_500).requests.remaining, 1);
    assert.equal(readings(buckets, start + 10_000).requests.remaining, 10);
  });

  it('enforce 60 requests a minute as one a second when the burst is one second', () => {
    const buckets = fullBuckets({ rpm: 60, itpm: 60_000, otpm: 1_000, burstSeconds: 1 }, start);
    const first = admit(buckets, { inputTokens: 1, now: start });
    assert.ok(first.admitted);
    assert.equal(admit(first.buckets, { inputTokens: 1, now: start }).admitted, false);
  });

  it('name the limit that needs the longest wait', () => {
    let buckets = fullBuckets({ rpm: 60, itpm: 600, otpm: 600 }, start);
    buckets = take(buckets, { dimension: 'requests', tokens: 60, now: start });
    buckets = take(buckets, { dimension: 'outputTokens', tokens: 1_200, now: start });
    const refused = admit(buckets, { inputTokens: 10, now: start });
    assert.deepEqual(refused, { admitted: false, dimension: 'outputTokens', waitMs: 60_100 });
  });

  it('can be overdrawn by output, which is counted as it comes, and then keep the next request waiting', () => {
    const buckets = take(fullBuckets({ rpm: 60, itpm: 600, otpm: 60 }, start), { dimension: 'outputTokens', tokens: 500, now: start });
    assert.equal(readings(buckets, start).outputTokens.remaining, 0);
    assert.equal(admit(buckets, { inputTokens: 1, now: start + 440_999 }).admitted, false);
    assert.equal(admit(buckets, { inputTokens: 1, now: start + 441_000 }).admitted, true);
  });

  it('give back what was estimated too high, but never more than a full bucket', () => {
    const buckets = take(fullBuckets({ rpm: 60, itpm: 600, otpm: 60 }, start), { dimension: 'inputTokens', tokens: 100, now: start });
    assert.equal(readings(take(buckets, { dimension: 'inputTokens', tokens: -40, now: start }), start).inputTokens.remaining, 540);
    assert.equal(readings(take(buckets, { dimension: 'inputTokens', tokens: -400, now: start }), start).inputTokens.remaining, 600);
  });

  it('never admit a request that is larger than a full bucket', () => {
    const buckets = fullBuckets({ rpm: 60, itpm: 600, otpm: 60 }, start);
    assert.equal(admit(buckets, { inputTokens: 601, now: start + 3_600_000 }).admitted, false);
  });

  it('do not refill when the clock goes back', () => {
    const buckets = take(fullBuckets({ rpm: 60, itpm: 600, otpm: 60 }, start), { dimension: 'requests', tokens: 60, now: start });
    assert.equal(readings(buckets, start - 60_000).requests.remaining, 0);
    assert.equal(readings(take(buckets, { dimension: 'requests', tokens: 0, now: start - 60_000 }), start).requests.remaining, 0);
  });
});
