import assert from 'node:assert/strict';
import fc from 'fast-check';
import { headroom, levelOf, projectBucket, tightestBucket } from '../../../src/limits/bucket';
import type { Bucket } from '../../../src/limits/snapshot';

describe('headroom of a bucket', () => {
  it('is the part that is left', () => assert.equal(headroom({ id: 'requests', limit: 50, remaining: 36 }), 0.72));

  it('is nothing when over-drawn, even without a limit', () => {
    assert.equal(headroom({ id: 'requests', limit: 50, remaining: -3 }), 0);
    assert.equal(headroom({ id: 'requests', remaining: 0 }), 0);
  });

  it('is unknown when limit or remaining is missing', () => {
    assert.equal(headroom({ id: 'requests', limit: 50 }), undefined);
    assert.equal(headroom({ id: 'requests', remaining: 5 }), undefined);
  });

  it('is never more than full', () => assert.equal(headroom({ id: 'requests', limit: 50, remaining: 60 }), 1));
});

describe('the tightest bucket', () => {
  it('has the least headroom, not the least count', () => {
    const buckets: Bucket[] = [
      { id: 'requests', limit: 50, remaining: 40 },
      { id: 'input-tokens', limit: 30_000, remaining: 3000 },
      { id: 'output-tokens', limit: 8000 },
    ];
    assert.equal(tightestBucket(buckets)?.id, 'input-tokens');
  });

  it('is a named one when the sum of tokens is just as tight', () => {
    const full = { limit: 10, remaining: 5 };
    assert.equal(tightestBucket([{ id: 'tokens', ...full }, { id: 'requests', ...full }, { id: 'output-tokens', ...full }])?.id, 'output-tokens');
  });

  it('is none whose end stops nothing', () => {
    const buckets: Bucket[] = [{ id: 'priority-input-tokens', limit: 10, remaining: 0 }, { id: 'unified-overage', limit: 1, remaining: 0 }, { id: 'requests', limit: 10, remaining: 9 }];
    assert.equal(tightestBucket(buckets)?.id, 'requests');
  });

  it('is unknown when no header tells', () => assert.equal(tightestBucket([{ id: 'requests', limit: 5 }]), undefined));
});

describe('levels', () => {
  it('go from ok to empty', () => {
    assert.deepEqual([1, 0.25, 0.24, 0.1, 0.09, 0.001, 0].map(levelOf), ['ok', 'ok', 'low', 'low', 'critical', 'critical', 'empty']);
  });
});

describe('a bucket between readings', () => {
  const at = 1_000_000;

  it('refills evenly until its reset', () => {
    const bucket: Bucket = { id: 'input-tokens', limit: 30_000, remaining: 15_000, resetAt: at + 30_000 };
    assert.equal(projectBucket(bucket, at, at).remaining, 15_000);
    assert.equal(projectBucket(bucket, at, at + 10_000).remaining, 20_000);
    assert.equal(projectBucket(bucket, at, at + 40_000).remaining, 30_000);
  });

  it('of a subscription has what it had until its window ends', () => {
    const bucket: Bucket = { id: 'unified-5h', limit: 1, remaining: 0.3, resetAt: at + 3_600_000, refill: 'at-reset' };
    assert.equal(projectBucket(bucket, at, at + 3_599_999).remaining, 0.3);
    assert.equal(projectBucket(bucket, at, at + 3_600_000).remaining, 1);
  });

  it('climbs out of an over-drawn state', () => {
    const bucket: Bucket = { id: 'input-tokens', limit: 100, remaining: -100, resetAt: at + 120_000 };
    assert.equal(projectBucket(bucket, at, at + 60_000).remaining, 0);
  });

  it('is full when its reset lies in the past', () => {
    assert.equal(projectBucket({ id: 'requests', limit: 50, remaining: 48, resetAt: at - 1000 }, at, at).remaining, 50);
  });

  it('refills a whole limit per minute when no reset was sent', () => {
    assert.equal(projectBucket({ id: 'requests', limit: 60, remaining: 0 }, at, at + 10_000).remaining, 10);
  });

  it('is left as it was read when a number is missing or the clock went back', () => {
    assert.deepEqual(projectBucket({ id: 'requests', remaining: 5 }, at, at + 1000), { id: 'requests', remaining: 5 });
    assert.equal(projectBucket({ id: 'requests', limit: 60, remaining: 5, resetAt: at + 55_000 }, at, at - 5000).remaining, 5);
  });

  it('equals a true token bucket that refills continuously', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4_000_000 }), share, fc.nat({ max: 120_000 }), (limit, used, elapsed) => {
        const remaining = limit * (1 - used);
        const resetAt = at + ((limit - remaining) / limit) * 60_000;
        const truth = Math.min(limit, remaining + (limit / 60_000) * elapsed);
        const estimate = projectBucket({ id: 'tokens', limit, remaining, resetAt }, at, at + elapsed).remaining ?? NaN;
        return Math.abs(estimate - truth) <= limit * 1e-3;
      }),
    );
  });
});
