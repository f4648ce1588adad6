import assert from 'node:assert/strict';
import { rateLimitHeaders } from '../../../src/emulator/rateLimitHeaders';

const now = Date.UTC(2026, 10, 24, 12);
const reading = (limit: number, remaining: number, fullInMs = 0) => ({ limit, remaining, fullAt: now + fullInMs });

describe('rate-limit headers', () => {
  it('round the remaining tokens to the nearest thousand, as the API does, but never above the limit', () => {
    const headers = rateLimitHeaders({ requests: reading(50, 49), inputTokens: reading(30_000, 29_499), outputTokens: reading(10_600, 10_590) }, 'sum');
    assert.equal(headers['anthropic-ratelimit-requests-remaining'], '49');
    assert.equal(headers['anthropic-ratelimit-input-tokens-remaining'], '29000');
    assert.equal(headers['anthropic-ratelimit-output-tokens-remaining'], '10600');
    assert.equal(headers['anthropic-ratelimit-tokens-remaining'], '40000');
  });

  it('leave small limits exact, so that they can be watched', () => {
    const headers = rateLimitHeaders({ requests: reading(5, 5), inputTokens: reading(600, 591), outputTokens: reading(400, 400) }, 'sum');
    assert.equal(headers['anthropic-ratelimit-input-tokens-remaining'], '591');
  });

  it('give the reset in whole seconds of UTC, never too early', () => {
    const headers = rateLimitHeaders({ requests: reading(5, 4, 1), inputTokens: reading(600, 600), outputTokens: reading(400, 1, 59_999) }, 'sum');
    assert.equal(headers['anthropic-ratelimit-requests-reset'], '2026-11-24T12:00:01Z');
    assert.equal(headers['anthropic-ratelimit-input-tokens-reset'], '2026-11-24T12:00:00Z');
    assert.equal(headers['anthropic-ratelimit-tokens-reset'], '2026-11-24T12:01:00Z');
  });

  it('show the tightest token limit where a workspace has limits', () => {
    const readings = { requests: reading(5, 5), inputTokens: reading(600, 60), outputTokens: reading(400, 400) };
    assert.equal(rateLimitHeaders(readings, 'tightest')['anthropic-ratelimit-tokens-limit'], '600');
    assert.equal(rateLimitHeaders({ ...readings, outputTokens: reading(400, 0) }, 'tightest')['anthropic-ratelimit-tokens-limit'], '400');
  });
});
