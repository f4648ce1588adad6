import assert from 'node:assert/strict';
import { describeRequest } from '../../../src/emulator/describeRequest';

const request = { time: Date.UTC(2026, 10, 24, 12, 0, 1, 5), method: 'POST', path: '/v1/messages', status: 200, requestId: 'req_1', bodyHash: '0123456789abcdef', headers: {} };

describe('a request in the terminal', () => {
  it('is one line that says what was asked and answered', () =>
    assert.equal(describeRequest({ ...request, model: 'claude-haiku-5-5', streaming: true }), '12:00:01.005  POST  /v1/messages  200  claude-haiku-5-5  stream'));

  it('says why it failed, how long to wait, and that an SDK tried again', () =>
    assert.equal(
      describeRequest({ ...request, status: 429, reason: 'requests-limit', retryAfterSeconds: 3, headers: { 'x-stainless-retry-count': '2' } }),
      '12:00:01.005  POST  /v1/messages  429  requests-limit  retry-after 3 s  SDK retry 2',
    ));

  it('says when the connection was cut', () => assert.match(describeRequest({ ...request, status: null, reason: 'connection-reset' }), /cut {2}connection-reset$/));
});
