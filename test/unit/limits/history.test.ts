import assert from 'node:assert/strict';
import fc from 'fast-check';
import { boundHistory, historyEntry, isLimited, type HistoryEntry } from '../../../src/limits/history';
import type { Snapshot } from '../../../src/limits/snapshot';

const now = Date.parse('2026-11-27T12:00:00Z');
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

const entry = (ago: number, remaining: number, rest: Partial<HistoryEntry> = {}): HistoryEntry => ({ at: now - ago, model: 'claude-haiku-5-5', status: 200, buckets: [{ id: 'requests', limit: 100, remaining }], ...rest });

const entries: fc.Arbitrary<readonly HistoryEntry[]> = fc.array(
  fc.record({
    at: fc.integer({ min: now - 10 * day, max: now + 2 * day }),
    model: fc.constantFrom('claude-haiku-5-5', 'claude-opus-5-5', 'claude-sonnet-4-5', 'claude-sonnet-4-6'),
    status: fc.constantFrom(200, 429),
    buckets: fc.array(fc.record({ id: fc.constantFrom('requests' as const, 'input-tokens' as const), limit: fc.constant(100), remaining: fc.integer({ min: -5, max: 100 }) }), { maxLength: 2 }),
  }),
  { maxLength: 200 },
);

describe('an entry of the history', () => {
  const reading: Snapshot = { at: now, model: 'claude-haiku-5-5', status: 200, buckets: [{ id: 'requests', limit: 50, remaining: 49 }] };

  it('is made of every answer that tells a limit, with the windows of a subscription among the buckets', () => {
    const window = { id: 'unified-5h', limit: 1, remaining: 0.4, refill: 'at-reset' } as const;
    assert.deepEqual(historyEntry({ ...reading, windows: [window], subscription: { status: 'allowed' }, source: 'pass-through' }), {
      at: now,
      model: 'claude-haiku-5-5',
      status: 200,
      source: 'pass-through',
      buckets: [...reading.buckets, window],
    });
  });

  it('is made of every 429, and of no answer that tells nothing', () => {
    assert.deepEqual(historyEntry({ ...reading, status: 429, buckets: [], retryAfterSeconds: 12 }), { at: now, model: 'claude-haiku-5-5', status: 429, retryAfterSeconds: 12, buckets: [] });
    assert.equal(historyEntry({ ...reading, status: 500, buckets: [] }), undefined);
  });
});

describe('the bounded history', () => {
  it('keeps every reading of the last minutes, and of older ones the tightest of a time', () => {
    const recent = [entry(5000, 90), entry(3000, 10), entry(1000, 50)];
    assert.deepEqual(boundHistory(recent, now), recent);
    // These two lie in one quarter of an hour.
    const old = [entry(2 * day + 2 * minute, 20), entry(2 * day + minute, 80)];
    assert.deepEqual(boundHistory([...old, ...recent], now), [old[0], ...recent]);
  });

  it('keeps the newest of a model, though one just before it was tighter', () => {
    const both = [entry(2 * day + 2 * minute, 20), entry(2 * day + minute, 80)];
    assert.deepEqual(boundHistory(both, now), both);
  });

  it('keeps a 429 beside the answers of its time', () => {
    const both = [entry(2 * day + 2 * minute, 50, { status: 429, retryAfterSeconds: 3 }), entry(2 * day + minute, 20)];
    assert.deepEqual(boundHistory(both, now), both);
  });

  it('forgets what is older than eight days, or was written while the clock was wrong', () => {
    assert.deepEqual(boundHistory([entry(8 * day + 1, 50), entry(-2 * day, 50), entry(-minute, 50)], now), [entry(-minute, 50)]);
  });

  it('is bounded however much traffic there is, and the newest stay', () => {
    const busy = Array.from({ length: 50_000 }, (_one, index) => entry(index * 10, 50, { model: `m${index % 12}` }));
    const kept = boundHistory(busy, now);
    assert.equal(kept.length, 4000);
    assert.equal(kept.at(-1)?.at, now);
  });

  it('is in order, holds nothing new and nothing twice, and is the same when it is bounded again', () => {
    fc.assert(
      fc.property(entries, (all) => {
        const kept = boundHistory(all, now);
        assert.ok(kept.every((one, index) => index === 0 || (kept[index - 1]?.at ?? Infinity) <= one.at));
        assert.ok(kept.every((one) => all.includes(one)));
        assert.deepEqual(boundHistory(kept, now), kept);
        assert.deepEqual(boundHistory([...kept, ...kept], now), kept);
      }),
    );
  });

  it('forgets no low and no 429 of a quarter of an hour', () => {
    fc.assert(
      fc.property(entries, (all) => {
        const kept = boundHistory(all, now);
        const valid = all.filter(({ at }) => now - at <= 8 * day && at - now < day);
        for (const one of valid) {
          const near = kept.filter((other) => Math.abs(other.at - one.at) < hour / 4 && isLimited(other) === isLimited(one) && sameClass(other, one));
          assert.ok(near.some((other) => lowest(other) <= lowest(one)));
        }
      }),
    );
  });
});

function sameClass(a: HistoryEntry, b: HistoryEntry): boolean {
  const isSonnet = ({ model }: HistoryEntry) => model.startsWith('claude-sonnet-4');
  return a.model === b.model || (isSonnet(a) && isSonnet(b));
}

function lowest({ buckets }: HistoryEntry): number {
  return Math.min(...buckets.map(({ remaining = Infinity }) => Math.max(0, remaining)), Infinity);
}
