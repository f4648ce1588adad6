import assert from 'node:assert/strict';
import { timelineRows } from '../../../src/diagnose/timelineRows';

describe('the timeline of a log in words', () => {
  it('counts from the first entry that has a time, and says where there is none', () => {
    const rows = timelineRows([{ kind: 'answer', at: 10_000, status: 200 }, { kind: 'error', at: 12_500, status: 429, retryAfterSeconds: 23 }, { kind: 'retry', waitSeconds: 1.5 }]);
    assert.deepEqual(rows, [
      { seconds: 0, time: '+ 0 s', kind: 'answer', what: 'Answer 200', details: '' },
      { seconds: 2.5, wait: 23, time: '+ 2.5 s', kind: 'error', what: 'Error 429', details: 'retry-after 23 s' },
      { wait: 1.5, time: 'no time', kind: 'retry', what: 'Retry', details: 'waits 1.5 s' },
    ]);
  });

  it('is empty where no two entries have different times', () => {
    assert.deepEqual(timelineRows([{ kind: 'error', at: 10_000, status: 429 }, { kind: 'retry' }]), []);
    assert.deepEqual(timelineRows([{ kind: 'error', at: 10_000 }, { kind: 'retry', at: 10_000 }]), []);
    assert.deepEqual(timelineRows([]), []);
  });
});
