import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readRecordedLine } from '../../../src/limits/recordedLine';

const now = Date.parse('2026-11-26T10:00:00Z');
const headers = { 'anthropic-ratelimit-requests-limit': '50', 'anthropic-ratelimit-requests-remaining': '20', 'anthropic-ratelimit-requests-reset': '2026-11-26T10:00:36Z', 'retry-after': '7' };
const line = (changes: object = {}) => JSON.stringify({ at: now - 5, status: 200, model: 'claude-sonnet-5', headers, ...changes });

describe('a line of the recorder', () => {
  it('is a reading of the user’s own traffic', () => {
    assert.deepEqual(readRecordedLine(line(), now), {
      at: now - 5,
      model: 'claude-sonnet-5',
      status: 200,
      source: 'recorder',
      buckets: [{ id: 'requests', limit: 50, remaining: 20, resetAt: now + 36_000 }],
      retryAfterSeconds: 7,
    });
  });

  it('tells of Priority Tier and fast mode, too', () => {
    const own = { 'anthropic-priority-input-tokens-limit': '1000', 'anthropic-priority-input-tokens-remaining': '10', 'anthropic-fast-output-tokens-limit': '500', 'anthropic-fast-output-tokens-remaining': '5' };
    assert.deepEqual(readRecordedLine(line({ headers: own }), now)?.buckets.map(({ id, remaining }) => [id, remaining]), [['priority-input-tokens', 10], ['fast-output-tokens', 5]]);
  });

  it('tells of an unknown model where it names none, or something else', () => {
    for (const model of [undefined, null, 5, '', 'claude](command:x)', 'a'.repeat(200), { toString: 'x' }]) assert.equal(readRecordedLine(line({ model }), now)?.model, 'an unknown model');
  });

  it('is not from a time to come, and not an old story', () => {
    assert.equal(readRecordedLine(line({ at: now + 86_400_000 }), now)?.at, now);
    for (const at of [now - 86_400_000, -1, 0, 'now', null]) assert.equal(readRecordedLine(line({ at }), now), undefined);
  });

  it('says nothing but of limits', () => {
    const reading = readRecordedLine(line({ headers: { ...headers, 'x-api-key': 'sk-ant-secret', 'anthropic-organization-id': 'org', date: 'Thu, 26 Nov 2020 10:00:00 GMT', 'anthropic-ratelimit-tokens-limit': 5, 'anthropic-ratelimit-unified-<b>-utilization': '1' }, body: 'secret' }), now);
    assert.deepEqual(reading, readRecordedLine(line(), now));
  });

  it('is passed over where it is something else', () => {
    for (const other of ['', '{', 'null', '[]', '7', '"x"', '{}', line({ status: '200' }), line({ status: 20 }), line({ status: 200.5 }), line({ headers: [] }), line({ headers: null }), line({ headers: 'x' })]) assert.equal(readRecordedLine(other, now), undefined, other);
  });

  it('never throws, whatever it is', () => {
    const noted = fc.record({ at: fc.oneof(fc.constant(now), fc.anything()), status: fc.oneof(fc.constant(429), fc.anything()), model: fc.anything(), headers: fc.oneof(fc.dictionary(fc.constantFrom(...Object.keys(headers), '__proto__', 'constructor'), fc.anything()), fc.anything()) });
    fc.assert(fc.property(fc.oneof(fc.string(), noted.map((value) => JSON.stringify(value))), (text) => void readRecordedLine(text, now)), { seed: 1, numRuns: 500 });
  });
});
