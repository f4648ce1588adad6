import assert from 'node:assert/strict';
import { diagnose } from '../../../src/diagnose/diagnose';
import { evidenceFromHistory, withReadings } from '../../../src/diagnose/evidenceFromHistory';
import { readEvidence } from '../../../src/diagnose/readEvidence';
import type { HistoryEntry } from '../../../src/limits/history';

const start = Date.UTC(2026, 10, 26, 9);
const entry = (seconds: number, rest: Partial<HistoryEntry> = {}): HistoryEntry => ({ at: start + seconds * 1000, model: 'claude-sonnet-5', status: 200, source: 'pass-through', buckets: [], ...rest });
const empty = (remaining: number, limit = 50) => [{ id: 'requests' as const, limit, remaining }];

describe('evidence from what was read of the limits', () => {
  it('is the newest 429 of the last minutes, with its buckets and wait', () => {
    const evidence = evidenceFromHistory({ history: [entry(0, { status: 429 }), entry(5, { status: 429, retryAfterSeconds: 12, buckets: [{ id: 'input-tokens', limit: 30_000, remaining: 0 }, { id: 'requests', limit: 50, remaining: 40 }] }), entry(9)] }, start + 60_000, 600_000);
    assert.ok(evidence);
    assert.equal(diagnose(evidence, []).top, 'input-tokens-per-minute');
    assert.equal(evidence.retryAfterSeconds, 12);
    assert.deepEqual(evidence.timeline.map(({ kind }) => kind), ['error', 'error']);
  });

  it('is none where no 429 was read lately', () => {
    assert.equal(evidenceFromHistory({ history: [entry(0, { status: 429 }), entry(5)] }, start + 3_600_000, 600_000), undefined);
  });

  it('tells other users of the limit, where far more was used than this program sent', () => {
    const history = [entry(0, { buckets: empty(45) }), entry(20, { status: 429, buckets: empty(0) })];
    const evidence = evidenceFromHistory({ history }, start + 30_000, 600_000);
    assert.deepEqual(evidence && diagnose(evidence, []).drivers.map(({ id }) => id), ['shared-organization']);
    const own = Array.from({ length: 50 }, (_, index) => entry(index, { buckets: empty(49 - index) }));
    const busy = evidenceFromHistory({ history: [...own, entry(51, { status: 429, buckets: empty(0) })] }, start + 60_000, 600_000);
    assert.deepEqual(busy && diagnose(busy, []).drivers, []);
  });

  it('tells Headroom’s own pings, where they are a large part of a small limit', () => {
    const history = [0, 15, 30].map((seconds): HistoryEntry => ({ at: start + seconds * 1000, model: 'claude-sonnet-5', status: seconds === 30 ? 429 : 200, buckets: empty(seconds === 30 ? 0 : 2, 5) }));
    const evidence = evidenceFromHistory({ history }, start + 40_000, 600_000);
    assert.deepEqual(evidence && diagnose(evidence, []).drivers.map(({ id }) => id), ['own-pings']);
  });

  it('adds only readings of the same model class to an error', () => {
    const evidence = readEvidence('RateLimitError: 429 {"type":"error","error":{"type":"rate_limit_error","message":"This request would exceed your organization\'s rate limit of 50 requests per minute (org: x, model: claude-sonnet-4-6)."}}');
    const added = withReadings(evidence, { history: [entry(0, { model: 'claude-sonnet-4-5' }), entry(1, { model: 'claude-haiku-4-5' })] });
    assert.deepEqual(added.history.map(({ model }) => model), ['claude-sonnet-4-5']);
    assert.deepEqual(added.timeline, evidence.timeline);
  });
});
