import assert from 'node:assert/strict';
import { takeFault, type Fault } from '../../../src/emulator/faults';
import { parseFault, readFaults } from '../../../src/emulator/faultSpec';

const plain = { path: '/v1/messages', streaming: false };

function kinds(faults: readonly Fault[], count: number, target = plain): (string | undefined)[] {
  let left = faults;
  return Array.from({ length: count }, () => {
    const taken = takeFault(left, target);
    left = taken.left;
    return taken.fault?.kind;
  });
}

describe('faults on order', () => {
  it('hit every request until told otherwise', () => assert.deepEqual(kinds([{ kind: 'overloaded' }], 3), ['overloaded', 'overloaded', 'overloaded']));

  it('hit the next N requests and then stop', () => assert.deepEqual(kinds([{ kind: 'overloaded', times: 2 }], 3), ['overloaded', 'overloaded', undefined]));

  it('follow each other in the order they were given', () =>
    assert.deepEqual(kinds([{ kind: 'requests-limit', times: 1 }, { kind: 'overloaded', times: 1 }], 3), ['requests-limit', 'overloaded', undefined]));

  it('hit only their path', () => {
    const faults: readonly Fault[] = [{ kind: 'overloaded', path: '/v1/messages/count_tokens' }, { kind: 'api-error', path: '*' }];
    assert.deepEqual(kinds(faults, 1), ['api-error']);
    assert.deepEqual(kinds(faults, 1, { path: '/v1/messages/count_tokens', streaming: false }), ['overloaded']);
    assert.deepEqual(kinds([{ kind: 'overloaded' }], 1, { path: '/v1/models', streaming: false }), [undefined]);
  });

  it('let a request without a stream pass by a fault inside a stream', () => {
    const faults: readonly Fault[] = [{ kind: 'stream-error', times: 1 }, { kind: 'connection-reset', after: 1 }];
    assert.deepEqual(kinds(faults, 1), [undefined]);
    assert.deepEqual(kinds(faults, 2, { ...plain, streaming: true }), ['stream-error', 'connection-reset']);
  });
});

function problem(text: string): string {
  const parsed = parseFault(text);
  return typeof parsed === 'string' ? parsed : '';
}

describe('a fault on the command line', () => {
  it('is a kind and settings', () => {
    assert.deepEqual(parseFault('overloaded'), { kind: 'overloaded' });
    assert.deepEqual(parseFault('input-tokens-limit,times=2,retry-after=5,headers=false'), { kind: 'input-tokens-limit', times: 2, retryAfterSeconds: 5, rateLimitHeaders: false });
    assert.deepEqual(parseFault('requests-limit, retry-after=none, should-retry=false'), { kind: 'requests-limit', retryAfterSeconds: null, shouldRetry: false });
    assert.deepEqual(parseFault('stream-error,after=message_start,error=api_error'), { kind: 'stream-error', after: 'message_start', errorType: 'api_error' });
    assert.deepEqual(parseFault('slow,delay=200,path=*'), { kind: 'slow', delayMs: 200, path: '*' });
  });

  it('that is wrong is answered with what would be right', () => {
    assert.match(problem('overload'), /There is no fault "overload"\. Faults are: requests-limit, .*overloaded/);
    assert.match(problem('overloaded,time=2'), /A fault has no "time"\. It may have: times, /);
    assert.equal(parseFault('overloaded,times=two'), 'times must be a whole number, 0 or more.');
    assert.equal(parseFault('overloaded,times'), 'times must be a whole number, 0 or more.');
  });
});

describe('faults as JSON', () => {
  it('come alone, in a list or in an object', () => {
    const fault: Fault = { kind: 'overloaded', times: 1 };
    for (const json of [fault, [fault], { faults: [fault] }]) assert.deepEqual(readFaults(json), [fault]);
    assert.deepEqual(readFaults([]), []);
  });

  it('are refused when they are not faults', () => {
    for (const json of [undefined, null, 'overloaded', { kind: 'overloaded', retryAfterSeconds: -1 }, { kind: 'overloaded', __proto__: null, toString: 1 }, [{ kind: 1 }]]) {
      assert.equal(typeof readFaults(json), 'string');
    }
  });
});
