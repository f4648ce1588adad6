import assert from 'node:assert/strict';
import type { ClaudeCall } from '../../src/lint/call';
import { effectivePolicy } from '../../src/lint/policy/effectivePolicy';
import type { Layer } from '../../src/lint/policy/layer';
import { compare } from './compare';
import type { Measured } from './measure';
import type { Run } from './runUnder';

const sdk: Layer = { kind: 'sdk', name: 'sdk', attempts: 3, covers429: true, covers529: true, coversConnection: true, retryAfter: 'honoured', maxWaitSeconds: 1.5, implicit: true };

/** A program that waits a second and two, or as told. */
const waiting = (...waits: readonly number[]): Run => ({ requests: waits.length + 1, waits, waited: waits.reduce((total, wait) => total + wait, 0) });
const twice = waiting(0.5, 1);
const once = waiting();
const runs: Measured['runs'] = {
  ok: once,
  told: waiting(1, 1),
  limited: twice,
  limitedHigh: twice,
  toldLong: waiting(90, 90),
  overloaded: twice,
  serverError: twice,
  badRequest: once,
  spent: twice,
  reset: twice,
};

describe('what the linter says against what a run showed', () => {
  const wrong = (layers: readonly Layer[], changed: Partial<Measured['runs']> = {}) =>
    compare({ policy: effectivePolicy(layers) } as ClaudeCall, { runs: { ...runs, ...changed }, failures: 20 })
      .filter(({ agrees }) => agrees === false)
      .map(({ what, measured }) => `${what}: ${measured}`);

  it('agrees where the two are the same', () => assert.deepEqual(wrong([sdk]), []));

  it('differs in the number of requests, of each failure by itself', () => {
    assert.deepEqual(wrong([{ ...sdk, attempts: 4 }]).length, 4);
    assert.deepEqual(wrong([{ ...sdk, covers529: false }]), ['requests on a 529: 3']);
    assert.deepEqual(wrong([{ ...sdk, coversConnection: false }]), ['requests on a reset connection: 3']);
    assert.deepEqual(wrong([sdk], { ok: twice }), ['requests on a success: 3']);
  });

  it('multiplies layers, and counts one that needs retry-after only where there is one', () => {
    assert.deepEqual(wrong([sdk, { ...sdk, kind: 'library', maxWaitSeconds: 0 }]).length, 5);
    assert.deepEqual(wrong([{ ...sdk, needsRetryAfter: true, maxWaitSeconds: 0 }], { limited: once, limitedHigh: once }), []);
  });

  it('differs in what becomes of retry-after', () => {
    assert.deepEqual(wrong([{ ...sdk, retryAfter: 'ignored' }]), ['retry-after: honoured']);
    assert.deepEqual(wrong([sdk], { toldLong: twice }), ['retry-after: capped']);
    assert.deepEqual(wrong([sdk], { told: twice, toldLong: twice }), ['retry-after: ignored']);
  });

  it('differs in a wait that is longer than said, or much shorter', () => {
    assert.deepEqual(wrong([{ ...sdk, maxWaitSeconds: 1 }]), ['longest wait in all: 1.5 s']);
    assert.deepEqual(wrong([{ ...sdk, maxWaitSeconds: 3 }]), ['longest wait in all: 1.5 s']);
  });

  it('says nothing where the linter says nothing', () => {
    assert.deepEqual(wrong([{ ...sdk, attempts: 'unknown', retryAfter: 'unknown', maxWaitSeconds: 'unknown', covers529: 'unknown', coversConnection: 'unknown' }]), []);
  });
});
