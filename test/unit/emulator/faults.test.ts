import assert from 'node:assert/strict';
import { takeFault, type Fault, type FaultTarget } from '../../../src/emulator/faults';
import { parseFault, readFaults } from '../../../src/emulator/faultSpec';

const plain = { path: '/v1/messages', streaming: false };

function kinds(faults: readonly Fault[], count: number, target: FaultTarget = plain): (string | undefined)[] {
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

  it('hit only the requests they are bound to', () => {
    const bound: readonly (readonly [Partial<Fault>, Partial<FaultTarget>])[] = [
      [{ model: 'claude-opus-5' }, { model: 'claude-opus-5' }],
      [{ beta: 'context-1m' }, { betas: ['other', 'context-1m-2025-08-07'] }],
      [{ speed: 'fast' }, { speed: 'fast' }],
      [{ serviceTier: 'auto' }, { serviceTier: 'auto' }],
      [{ credential: 'token' }, { credential: 'token' }],
    ];
    for (const [binding, marks] of bound) {
      const faults: readonly Fault[] = [{ kind: 'overloaded', ...binding }];
      assert.deepEqual(kinds(faults, 1, { ...plain, ...marks }), ['overloaded']);
      assert.deepEqual(kinds(faults, 1, { ...plain, model: 'claude-haiku-5-5', betas: ['another'], serviceTier: 'standard_only', credential: 'key' }), [undefined]);
      assert.deepEqual(kinds(faults, 1), [undefined]);
    }
  });

  it('end at their time', () => {
    const faults: readonly Fault[] = [{ kind: 'spend-limit', until: '2026-12-01T00:00:00Z' }];
    assert.deepEqual(kinds(faults, 1, { ...plain, now: Date.UTC(2026, 11, 1) - 1 }), ['spend-limit']);
    assert.deepEqual(kinds(faults, 1, { ...plain, now: Date.UTC(2026, 11, 1) }), [undefined]);
  });

  it('of the queue of batches hit batches unless told otherwise', () => {
    assert.deepEqual(kinds([{ kind: 'batch-queue' }], 1), [undefined]);
    assert.deepEqual(kinds([{ kind: 'batch-queue' }], 1, { ...plain, path: '/v1/messages/batches' }), ['batch-queue']);
    assert.deepEqual(kinds([{ kind: 'batch-queue', path: '*' }], 1), ['batch-queue']);
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
    assert.deepEqual(parseFault('fast-mode-limit,speed=fast,model=claude-opus-5'), { kind: 'fast-mode-limit', speed: 'fast', model: 'claude-opus-5' });
    assert.deepEqual(parseFault('priority-limit,tier=auto,credential=key'), { kind: 'priority-limit', serviceTier: 'auto', credential: 'key' });
    assert.deepEqual(parseFault('spend-limit,until=2026-12-01T00:00:00Z,beta=context-1m'), { kind: 'spend-limit', until: '2026-12-01T00:00:00Z', beta: 'context-1m' });
    assert.deepEqual(parseFault('slow,delay=200,path=*'), { kind: 'slow', delayMs: 200, path: '*' });
  });

  it('that is wrong is answered with what would be right', () => {
    assert.match(problem('overload'), /There is no fault "overload"\. Faults are: requests-limit, .*overloaded/);
    assert.match(problem('overloaded,time=2'), /A fault has no "time"\. It may have: times, /);
    assert.equal(parseFault('overloaded,times=two'), 'times must be a whole number, 0 or more.');
    assert.equal(parseFault('overloaded,until=soon'), 'until must be a time such as 2026-12-01T00:00:00Z.');
    assert.equal(parseFault('overloaded,until=tomorrow 5'), 'until must be a time such as 2026-12-01T00:00:00Z.');
    assert.equal(parseFault('slow,delay=2147483648'), 'delayMs must be a whole number of milliseconds, at most 2,147,483,647.');
    assert.equal(parseFault('requests-limit,retry-after=1000000000'), 'retryAfterSeconds must be a whole number of seconds, at most 999,999,999, or null.');
    assert.equal(parseFault('overloaded,credential=password'), 'credential must be key or token.');
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
