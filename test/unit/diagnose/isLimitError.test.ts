import assert from 'node:assert/strict';
import { isLimitError } from '../../../src/diagnose/isLimitError';
import { readEvidence } from '../../../src/diagnose/readEvidence';

describe('whether output that nobody pointed at holds an error of a limit', () => {
  it('is said of a 429 and an overload of Claude alone', () => {
    for (const text of ['RateLimitError: 429 {"type":"error","error":{"type":"rate_limit_error","message":"This request would exceed your organization\'s rate limit of 50 requests per minute"}}', 'Error code: 529 - {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}']) assert.equal(isLimitError(readEvidence(text)), true, text);
    for (const text of ['GET / 500 12 ms', 'status: 429', 'openai.RateLimitError: Error code: 429 - {}', 'Error code: 401 - {"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}', 'all 429 tests passed']) assert.equal(isLimitError(readEvidence(text)), false, text);
  });
});
