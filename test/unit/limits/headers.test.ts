import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readLimitHeaders } from '../../../src/limits/headers';
import { readIdentity } from '../../../src/limits/identity';

const now = Date.parse('2026-11-24T12:00:00Z');

function lookup(headers: Readonly<Record<string, string>>) {
  return (name: string) => headers[name];
}

function read(headers: Readonly<Record<string, string>>) {
  return readLimitHeaders(lookup(headers), now);
}

describe('rate-limit headers', () => {
  it('reads all four families of an API key', () => {
    const families = ['requests', 'tokens', 'input-tokens', 'output-tokens'] as const;
    const headers = Object.fromEntries(
      families.flatMap((id, index) => [
        [`anthropic-ratelimit-${id}-limit`, String(1000 * (index + 1))],
        [`anthropic-ratelimit-${id}-remaining`, String(100 * (index + 1))],
        [`anthropic-ratelimit-${id}-reset`, '2026-11-24T12:00:30Z'],
      ]),
    );
    assert.deepEqual(
      read(headers).buckets,
      families.map((id, index) => ({ id, limit: 1000 * (index + 1), remaining: 100 * (index + 1), resetAt: now + 30_000 })),
    );
  });

  it('reads what a response with only some headers has', () => {
    assert.deepEqual(read({ 'anthropic-ratelimit-requests-remaining': '3' }).buckets, [{ id: 'requests', remaining: 3 }]);
    assert.deepEqual(read({}), { buckets: [] });
  });

  it('keeps a negative remaining and leaves out what is not a number', () => {
    const headers = { 'anthropic-ratelimit-tokens-limit': 'unlimited', 'anthropic-ratelimit-tokens-remaining': '-42', 'anthropic-ratelimit-tokens-reset': 'soon' };
    assert.deepEqual(read(headers).buckets, [{ id: 'tokens', remaining: -42 }]);
  });

  it('reads resets with fractions and offsets', () => {
    const reset = (value: string) => read({ 'anthropic-ratelimit-requests-reset': value }).buckets[0]?.resetAt;
    assert.equal(reset('2026-11-24T12:00:01.250Z'), now + 1250);
    assert.equal(reset('2026-11-24T13:00:05+01:00'), now + 5000);
  });

  it('moves resets to the clock of this machine when it runs late', () => {
    const headers = { date: 'Tue, 24 Nov 2026 12:05:00 GMT', 'anthropic-ratelimit-requests-reset': '2026-11-24T12:05:20Z' };
    assert.equal(read(headers).buckets[0]?.resetAt, now + 20_000);
  });

  it('reads retry-after in seconds and as a date', () => {
    assert.equal(read({ 'retry-after': '505' }).retryAfterSeconds, 505);
    assert.equal(read({ 'retry-after': '0' }).retryAfterSeconds, 0);
    assert.equal(read({ 'retry-after': 'Tue, 24 Nov 2026 12:00:45 GMT' }).retryAfterSeconds, 45);
    assert.equal(read({ 'retry-after': 'Tue, 24 Nov 2026 11:00:00 GMT' }).retryAfterSeconds, 0);
    assert.equal(read({ date: 'Tue, 24 Nov 2026 12:05:00 GMT', 'retry-after': 'Tue, 24 Nov 2026 12:05:45 GMT' }).retryAfterSeconds, 45);
  });

  it('leaves out a retry-after that means nothing', () => {
    for (const value of ['-1', 'NaN', '', 'in a while']) assert.equal(read({ 'retry-after': value }).retryAfterSeconds, undefined, value);
  });

  it('never throws and never yields a number that is not finite, whatever a header says', () => {
    const value = fc.oneof(fc.string(), fc.constantFrom('1e999', '9'.repeat(400), 'Infinity', '2026-99-99T99:99:99Z', 'Xyz, 99 Foo 2026 00:00:00 GMT', ' 7 '));
    fc.assert(
      fc.property(value, (text) => {
        const { buckets, windows = [], retryAfterSeconds = 0 } = readLimitHeaders(() => text, now);
        const numbers = [retryAfterSeconds, ...[...buckets, ...windows].flatMap(({ limit = 0, remaining = 0, resetAt = 0 }) => [limit, remaining, resetAt])];
        return numbers.every((number) => Number.isFinite(number));
      }),
    );
  });

  it('reads those of a Priority Tier contract and of fast mode', () => {
    const headers = { 'anthropic-priority-input-tokens-limit': '500000', 'anthropic-priority-input-tokens-remaining': '0', 'anthropic-fast-output-tokens-remaining': '7000' };
    assert.deepEqual(read(headers).buckets, [
      { id: 'priority-input-tokens', limit: 500_000, remaining: 0 },
      { id: 'fast-output-tokens', remaining: 7000 },
    ]);
  });

  it('reads the windows of a subscription, whose resets are Unix time and of which more than all can be used', () => {
    const headers = {
      'anthropic-ratelimit-unified-status': 'rejected',
      'anthropic-ratelimit-unified-reset': String(now / 1000 + 7999),
      'anthropic-ratelimit-unified-representative-claim': 'five_hour',
      'anthropic-ratelimit-unified-5h-status': 'rejected',
      'anthropic-ratelimit-unified-5h-utilization': '1.08',
      'anthropic-ratelimit-unified-5h-reset': String(now / 1000 + 7999),
      'anthropic-ratelimit-unified-7d-status': 'allowed',
      'anthropic-ratelimit-unified-7d-utilization': '0.25',
      'anthropic-ratelimit-unified-overage-status': 'rejected',
      'anthropic-ratelimit-unified-overage-disabled-reason': 'org_level_disabled',
    };
    const { buckets, windows = [], subscription } = read(headers);
    assert.deepEqual(buckets, []);
    assert.deepEqual(
      windows.map(({ id, remaining = NaN, resetAt }) => [id, Math.round(remaining * 100), resetAt]),
      [
        ['unified-5h', -8, now + 7_999_000],
        ['unified-7d', 75, undefined],
        ['unified-overage', 0, undefined],
      ],
    );
    assert.deepEqual(subscription, { status: 'rejected', claim: 'five_hour', overageStatus: 'rejected', overageDisabledReason: 'org_level_disabled', resetAt: now + 7_999_000 });
  });

  it('finds windows of a subscription that nobody has named yet, where it sees the names of the headers', () => {
    const headers = { 'anthropic-ratelimit-unified-7d_fable-utilization': '0.5', 'anthropic-ratelimit-unified-7d_fable-reset': 'soon' };
    const { windows = [] } = readLimitHeaders(lookup(headers), now, Object.keys(headers));
    assert.deepEqual(windows, [{ id: 'unified-7d_fable', limit: 1, remaining: 0.5, refill: 'at-reset' }]);
    assert.equal(readLimitHeaders(lookup(headers), now).windows, undefined);
  });

  it('keeps the ids of request, organization and workspace apart from the limits', () => {
    const headers = { 'request-id': 'req_1', 'anthropic-organization-id': 'org-1', 'anthropic-workspace-id': 'wrkspc_1' };
    assert.deepEqual(readIdentity(lookup(headers)), { requestId: 'req_1', organizationId: 'org-1', workspaceId: 'wrkspc_1' });
    assert.deepEqual(read(headers), { buckets: [] });
  });
});
