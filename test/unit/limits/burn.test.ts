import assert from 'node:assert/strict';
import { admit, fullBuckets, readings as held, take } from '../../../src/emulator/buckets';
import { rateLimitHeaders } from '../../../src/emulator/rateLimitHeaders';
import { seededRandom } from '../../../src/emulator/seededRandom';
import { burnOf, emptyIn, spentBucket } from '../../../src/limits/burn';
import { estimateAt } from '../../../src/limits/estimate';
import { readLimitHeaders } from '../../../src/limits/headers';
import type { Bucket, Snapshot } from '../../../src/limits/snapshot';

const at = 1_000_000;
const minute = 60_000;

function reading(after: number, ...buckets: readonly Bucket[]): Snapshot {
  return { at: at + after, model: 'claude-haiku-5-5', status: 200, buckets };
}

const inputTokens = (remaining: number): Bucket => ({ id: 'input-tokens', limit: 60_000, remaining });

describe('the use of a bucket', () => {
  it('is what is missing of what would have been left without any', () => {
    const burn = burnOf([reading(0, inputTokens(30_000)), reading(30_000, inputTokens(20_000))]);
    // As much flowed in meanwhile.
    assert.equal(burn.get('input-tokens'), 80_000);
  });

  it('is told over the last five minutes, by more than one pair of readings', () => {
    const old = reading(-20 * minute, inputTokens(60_000));
    const burn = burnOf([old, reading(0, inputTokens(30_000)), reading(30_000, inputTokens(20_000)), reading(minute, inputTokens(50_000))]);
    assert.equal(burn.get('input-tokens'), 40_000);
  });

  it('does not count the ping that brought the reading', () => {
    const requests = (remaining: number): Bucket => ({ id: 'requests', limit: 60, remaining });
    assert.equal(burnOf([reading(0, requests(59)), reading(minute, requests(59))]).get('requests'), 0);
  });

  it('counts each request of the user’s own traffic', () => {
    const seen = (after: number, remaining: number): Snapshot => ({ ...reading(after, { id: 'requests', limit: 60, remaining }), source: 'pass-through' });
    assert.equal(burnOf([seen(0, 30), seen(6_000, 30)]).get('requests'), 60);
  });

  it('is not told by two readings at nearly one moment, and is by many', () => {
    const seen = (after: number, remaining: number): Snapshot => ({ ...reading(after, { id: 'requests', limit: 60, remaining }), source: 'pass-through' });
    assert.equal(burnOf([seen(0, 30), seen(1_200, 20)]).size, 0);
    assert.equal(Math.round(burnOf(Array.from({ length: 9 }, (_, index) => seen(index * 100, 30 - index))).get('requests') ?? 0), 660);
  });

  it('is not known by one reading, or where a header is missing', () => {
    assert.equal(burnOf([reading(0, inputTokens(1))]).size, 0);
    assert.equal(burnOf([reading(0, inputTokens(1)), reading(minute, { id: 'input-tokens', limit: 60_000 })]).size, 0);
    assert.equal(burnOf([]).size, 0);
  });
});

describe('a bucket that is used on', () => {
  it('drains by what is used above its refill, and no further than to nothing', () => {
    const left = (after: number) => spentBucket(inputTokens(30_000), { at, now: at + after, perMinute: 80_000 }).remaining;
    assert.equal(left(minute / 2), 20_000);
    assert.equal(left(10 * minute), 0);
  });

  it('refills where less is used than flows in', () => {
    assert.equal(spentBucket(inputTokens(30_000), { at, now: at + minute / 2, perMinute: 20_000 }).remaining, 50_000);
  });

  it('is empty in the time that the use above its refill takes, and never where it refills as fast', () => {
    assert.equal(emptyIn(inputTokens(30_000), 90_000, at), minute);
    assert.equal(emptyIn(inputTokens(30_000), 60_000, at), undefined);
  });

  it('of a subscription is empty before its window ends, or not at this pace', () => {
    const window = (resetAt: number): Bucket => ({ id: 'unified-5h', limit: 1, remaining: 0.5, resetAt, refill: 'at-reset' });
    assert.equal(emptyIn(window(at + 60 * minute), 0.01, at), 50 * minute);
    assert.equal(emptyIn(window(at + 40 * minute), 0.01, at), undefined);
  });
});

describe('the tightest bucket of an estimate', () => {
  it('is the one that is empty first at the use seen, though another has less left', () => {
    const output = (remaining: number): Bucket => ({ id: 'output-tokens', limit: 10_000, remaining });
    const estimate = estimateAt([reading(0, inputTokens(30_000), output(500)), reading(30_000, inputTokens(15_000), output(2_000))], at + 30_000);
    assert.equal(estimate?.tightest?.bucket.id, 'input-tokens');
    assert.equal(estimate.tightest.emptyIn, minute / 2);
  });
});

describe('an estimate between readings', () => {
  it('stays near the emulator’s own buckets under random traffic: half of them within 2 points, 19 of 20 within 5', () => {
    const errors = Array.from({ length: 20 }, (_, seed) => errorsOf(seed + 1)).flat().sort((a, b) => a - b);
    assert.ok(errors.length > 1000);
    assert.ok(percentile(errors, 0.5) < 2, `median ${percentile(errors, 0.5).toFixed(2)} points`);
    assert.ok(percentile(errors, 0.95) < 5, `95 of 100 within ${percentile(errors, 0.95).toFixed(2)} points`);
  });
});

function percentile(sorted: readonly number[], part: number): number {
  return sorted[Math.floor(sorted.length * part)] ?? NaN;
}

/** Differences in points of a hundred, each second between readings a minute apart, of a program that sends calls of random sizes at random times. */
function errorsOf(seed: number): readonly number[] {
  const random = seededRandom(seed);
  // Those of the tier Build. Where a few large calls are most of the traffic, chance alone is more than some points a minute.
  const limits = { rpm: 5000, itpm: 5_000_000, otpm: 1_000_000 };
  // From a third of the limit to a third above it.
  const load = 0.33 + random();
  const meanInput = 6_000;
  const gap = (meanInput / (limits.itpm * load)) * minute;
  let buckets = fullBuckets(limits, 0);
  let arrival = -Math.log(1 - random()) * gap;
  const known: Snapshot[] = [];
  const errors: number[] = [];
  for (let now = 0; now <= 12 * minute; now += 1000) {
    for (; arrival <= now; arrival += -Math.log(1 - random()) * gap) {
      const admission = admit(buckets, { inputTokens: Math.round(meanInput * (0.5 + random())), now: arrival });
      if (admission.admitted) buckets = take(admission.buckets, { dimension: 'outputTokens', tokens: Math.round(600 * (0.5 + random())), now: arrival });
    }
    const truth = held(buckets, now);
    if (now % minute === 0) {
      const headers = rateLimitHeaders(truth, 'sum');
      known.push({ at: now, model: 'claude-sonnet-5', status: 200, ...readLimitHeaders((name) => headers[name], now) });
    }
    if (now <= 2 * minute) continue;
    const estimated = estimateAt(known, now)?.buckets.find(({ id }) => id === 'input-tokens')?.remaining ?? NaN;
    errors.push((Math.abs(estimated - truth.inputTokens.remaining) / truth.inputTokens.limit) * 100);
  }
  return errors;
}
