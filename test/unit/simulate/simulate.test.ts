import assert from 'node:assert/strict';
import fc from 'fast-check';
import { seededRandom } from '../../../src/emulator/seededRandom';
import { compare } from '../../../src/simulate/compare';
import { comparisonText } from '../../../src/simulate/comparisonText';
import { needed } from '../../../src/simulate/needed';
import { paced } from '../../../src/simulate/paced';
import { type Retry, sdkRetry, waitBefore } from '../../../src/simulate/retry';
import { retryOf } from '../../../src/simulate/retryOf';
import { type Simulation, run } from '../../../src/simulate/run';
import { simulate } from '../../../src/simulate/simulate';
import type { Workload } from '../../../src/simulate/workload';
import { planCalls } from '../../../src/simulate/workload';
import { effectivePolicy } from '../../../src/lint/policy/effectivePolicy';
import type { Layer } from '../../../src/lint/policy/layer';

const workload: Workload = { calls: 100, arrivals: { kind: 'at-once' }, concurrency: 5, inputTokens: 1_000, outputTokens: 200, spread: 0.3, cachedShare: 0, answerMs: 2_000 };
const wide = { rpm: 10_000, itpm: 10_000_000, otpm: 2_000_000 };
const once: Retry = { layers: [] };
const sdk = (retries: number): Retry => ({ layers: [sdkRetry(retries)] });
const simulation: Simulation = { workload, retry: sdk(2), limits: wide, storm: {} };

describe('a simulation', () => {
  it('gives the same numbers for the same seed, and others for another', () => {
    const small = { ...simulation, limits: { ...wide, rpm: 20 } };
    assert.deepEqual(simulate(small, 1), simulate(small, 1));
    assert.notDeepEqual(simulate(small, 1), simulate(small, 2));
  });

  it('answers every call with one request where no limit is met', () => {
    const { success, requests, amplification, failed, drainedAt } = simulate(simulation, 1);
    assert.deepEqual({ success, requests, amplification, failed }, { success: 1, requests: 100, amplification: 1, failed: {} });
    // Twenty rounds of five, two seconds each, and the way there.
    assert.ok(drainedAt > 40_000 && drainedAt < 44_000, String(drainedAt));
  });

  it('accounts for each call once: answered or failed, whatever is thrown at it', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const numbers = fc.record({ calls: fc.integer({ min: 0, max: 60 }), concurrency: fc.integer({ min: 1, max: 80 }), rpm: fc.integer({ min: 1, max: 300 }), itpm: fc.integer({ min: 100, max: 100_000 }), otpm: fc.integer({ min: 50, max: 20_000 }), retries: fc.integer({ min: 0, max: 6 }), outer: fc.integer({ min: 1, max: 4 }), broken: share, overloaded: share, spend: fc.option(fc.integer({ min: 0, max: 60_000 })), seed: fc.integer() });
    fc.assert(
      fc.property(numbers, ({ calls, concurrency, rpm, itpm, otpm, retries, outer, broken, overloaded, spend, seed }) => {
        const loop = { ...sdkRetry(outer - 1, 0), name: 'a loop', covers: ['limited', 'overloaded', 'broken-stream', 'spend-limit'] as const };
        const storm = { brokenStreams: broken, overloaded: { from: 0, to: 20_000, share: overloaded }, ...(spend !== null && { spendLimitFrom: spend }) };
        const { latencies, failed, requests } = run({ workload: { ...workload, calls, concurrency }, retry: { layers: [sdkRetry(retries), loop] }, limits: { rpm, itpm, otpm }, storm }, seededRandom(seed));
        const lost = Object.values(failed).reduce((sum, count) => sum + count, 0);
        assert.equal(latencies.length + lost, calls);
        assert.ok(requests >= calls && requests <= calls * (retries + 1) * outer);
        assert.ok(latencies.every((ms, index) => ms >= 0 && ms >= (latencies[index - 1] ?? 0)));
      }),
      { numRuns: 200 },
    );
  });

  it('sends no request beyond what a full bucket and its refill give', () => {
    const limits = { ...wide, rpm: 30 };
    const { latencies, drainedAt } = run({ ...simulation, retry: sdk(6), limits }, seededRandom(3));
    assert.ok(latencies.length <= 30 + Math.ceil((drainedAt / 60_000) * 30), `${latencies.length} in ${drainedAt} ms`);
  });

  it('multiplies retries that stand around each other', () => {
    const spent = { ...simulation, storm: { spendLimitFrom: 0 } };
    const loop = { ...sdkRetry(3), name: 'a loop' };
    assert.equal(simulate({ ...spent, retry: once }, 1).amplification, 1);
    assert.equal(simulate({ ...spent, retry: sdk(2) }, 1).amplification, 3);
    assert.equal(simulate({ ...spent, retry: { layers: [sdkRetry(2), loop] } }, 1).amplification, 12);
  });

  it('counts tokens as wasted where a stream breaks off, and a retry that does not see it lets the call fail', () => {
    const broken = { ...simulation, storm: { brokenStreams: 1 } };
    const { success, failed, wastedTokens } = simulate(broken, 1);
    assert.equal(success, 0);
    assert.deepEqual(failed, { 'broken-stream': 100 });
    assert.ok(wastedTokens > 90_000 && wastedTokens < 140_000, String(wastedTokens));
    const around = { ...sdkRetry(2), covers: ['broken-stream'] as const };
    assert.equal(simulate({ ...broken, retry: { layers: [sdkRetry(2), around] } }, 1).amplification, 3);
  });

  it('does not count cached input', () => {
    const limits = { ...wide, itpm: 20_000 };
    assert.ok(simulate({ ...simulation, retry: once, limits }, 1).success < 0.5);
    assert.equal(simulate({ ...simulation, retry: once, limits, workload: { ...workload, cachedShare: 0.9 } }, 1).success, 1);
  });

  it('ends where a retry without an end meets what does not end', () => {
    const endless = { ...sdkRetry(2), attempts: Infinity };
    const { success, failed } = simulate({ ...simulation, workload: { ...workload, calls: 20 }, retry: { layers: [endless] }, storm: { spendLimitFrom: 0 } }, 1);
    assert.deepEqual({ success, failed }, { success: 0, failed: { endless: 20 } });
  });

  it('takes a thousand calls that fail at one moment, waiting for one turn', () => {
    assert.equal(simulate({ ...simulation, workload: { ...workload, calls: 5_000, concurrency: 1 }, retry: once, storm: { spendLimitFrom: 0 } }, 1).success, 0);
  });

  it('paced begins no more calls in a minute than the limits keep up, and all of them get their answer', () => {
    const limits = { rpm: 50, itpm: 30_000, otpm: 100_000 };
    const slow = paced({ ...workload, concurrency: undefined }, limits);
    const begins = planCalls(slow, seededRandom(1)).map(({ beginAt }) => beginAt);
    assert.ok(begins.every((at, index) => index === 0 || at - (begins[index - 1] ?? 0) >= 2_000));
    assert.equal(simulate({ ...simulation, workload: slow, limits }, 1).success, 1);
  });
});

describe('what is needed', () => {
  it('is enough, and half of it is not', () => {
    const tight = { ...simulation, workload: { ...workload, concurrency: 6 }, limits: { ...wide, rpm: 60 } };
    const { attempts = 0, concurrency = 0 } = needed(tight, 1);
    assert.ok(attempts > 3, String(attempts));
    assert.ok(simulate({ ...tight, retry: sdk(attempts - 1) }, 1).success >= 0.999);
    assert.ok(simulate({ ...tight, retry: sdk(Math.floor(attempts / 2)) }, 1).success < 0.999);
    assert.ok(concurrency >= 1 && concurrency < 6, String(concurrency));
    assert.ok(simulate({ ...tight, workload: { ...workload, concurrency } }, 1).success >= 0.999);
  });

  it('is nothing that helps at a spend limit, and the text says so', () => {
    const spent = { ...simulation, storm: { spendLimitFrom: 0 } };
    assert.deepEqual(needed(spent, 1), {});
    assert.match(comparisonText(compare(spent, [], 1)), /Most fail of the spend limit, which no retry gets through/);
  });
});

describe('the retry that is simulated', () => {
  const layer: Layer = { kind: 'loop', name: 'a hand-written loop', attempts: 4, covers429: true, covers529: true, coversConnection: true, retryAfter: 'ignored', maxWaitSeconds: 14, implicit: false };
  const waits = ({ layers: [found] }: Retry, count: number, asked?: number) => Array.from({ length: count }, (_, index) => (found ? waitBefore(found, index + 1, asked, () => 0) : 0));

  it('of an official SDK waits as that does, up to a quarter less by chance', () => {
    const policy = effectivePolicy([{ ...layer, kind: 'sdk', name: '@anthropic-ai/sdk', attempts: 9, retryAfter: 'honoured', maxWaitSeconds: 39.5, jitter: true }]);
    const { retry, assumed } = retryOf(policy);
    assert.deepEqual(assumed, []);
    assert.deepEqual(waits(retry, 8), [500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000, 8_000]);
    assert.equal(retry.layers[0]?.jitter, 0.25);
    assert.deepEqual(waits(retry, 1, 505), [505_000]);
  });

  it('of a loop takes as long in all as the code says, and says what it takes for granted', () => {
    const { retry, assumed } = retryOf(effectivePolicy([layer]));
    assert.deepEqual(waits(retry, 3).map(Math.round), [2_000, 4_000, 8_000]);
    assert.deepEqual(assumed, ['`a hand-written loop` waits 14 s in all, twice as long each time']);
    assert.deepEqual(waits(retry, 1, 30), waits(retry, 1));
  });

  it('covers what the policy covers, and a spend limit unless only `retry-after` makes it go on', () => {
    const covers = (changed: Partial<Layer>) => retryOf(effectivePolicy([{ ...layer, ...changed }])).retry.layers[0]?.covers;
    assert.deepEqual(covers({}), ['limited', 'overloaded', 'spend-limit']);
    assert.deepEqual(covers({ covers529: false, needsRetryAfter: true }), ['limited']);
    assert.deepEqual(covers({ coversPermanent: true }), ['limited', 'overloaded', 'spend-limit', 'broken-stream']);
    assert.equal(covers({ covers429: false, covers529: false }), undefined);
  });
});
