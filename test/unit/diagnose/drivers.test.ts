import assert from 'node:assert/strict';
import type { CallSummary } from '../../../src/diagnose/callSummary';
import { diagnose } from '../../../src/diagnose/diagnose';
import type { TimelineEntry } from '../../../src/diagnose/evidence';
import type { HistoryEntry } from '../../../src/limits/history';
import { bucket, driversOf, entry, exceeds, midnight, refused } from './support';

const message = exceeds('50 requests');

/** Rounds of refusals with announced waits, as one layer within another makes them; `pause` seconds between the rounds. */
function rounds(count: number, waits: readonly number[], pause: number): readonly TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  let second = 0;
  for (let round = 0; round < count; round++) {
    for (const waitSeconds of waits) {
      entries.push(entry('error', second), entry('retry', second, { waitSeconds }));
      second += waitSeconds;
    }
    entries.push(entry('error', second));
    second += pause;
  }
  return entries;
}

const nested: CallSummary = {
  file: 'src/a.ts', line: 3, endLine: 9, column: 7, api: 'messages.create', streaming: false, state: 'wrapped', attempts: 12, maxWaitSeconds: 9, retryAfter: 'ignored', covers429: true, covers529: true, findings: [],
  layers: [{ text: '@anthropic-ai/sdk’s default (3 attempts)', attempts: 3, acts: true }, { text: 'p-retry (4 attempts)', attempts: 4, acts: true }],
};

describe('retries within retries', () => {
  it('are likely where waits begin anew again and again, without an answer between', () => {
    assert.deepEqual(driversOf(refused({ message, timeline: rounds(4, [0.5, 1, 2], 1) })), ['nested-retries medium']);
  });

  it('are likely where the SDK announces retries and what stands around it announces more', () => {
    const timeline = [entry('error', 0), entry('retry', 0, { layer: 'sdk' }), entry('error', 1), entry('retry', 1, { layer: 'around' }), entry('error', 2)];
    assert.deepEqual(driversOf(refused({ message, timeline })), ['nested-retries medium']);
    const answered = [...timeline.slice(0, 3), entry('answer', 1.5), ...timeline.slice(3)];
    assert.deepEqual(driversOf(refused({ message, timeline: answered })), []);
    const other = timeline.map(({ layer, ...rest }) => (layer === 'around' ? rest : { ...rest, ...(layer && { layer }) }));
    assert.deepEqual(driversOf(refused({ message, timeline: other })), []);
  });

  it('are not told of requests that are answered, one after the other', () => {
    const timeline = [0, 10, 20, 30].flatMap((start) => [entry('error', start), entry('retry', start, { waitSeconds: 0.5 }), entry('error', start + 0.5), entry('retry', start + 0.5, { waitSeconds: 1.1 }), entry('answer', start + 1.7)]);
    assert.deepEqual(driversOf(refused({ message, timeline })), []);
  });

  it('are likely where rounds without a told wait come after pauses that grow, and possible where they follow one another', () => {
    const round = (start: number) => [entry('error', start), entry('retry', start), entry('error', start + 1), entry('retry', start + 1), entry('error', start + 2)];
    assert.deepEqual(driversOf(refused({ message, timeline: [...round(0), ...round(2.4), ...round(5.2)] })), ['nested-retries medium']);
    assert.deepEqual(driversOf(refused({ message, timeline: [...round(0), ...round(2.01), ...round(4.02)] })), ['nested-retries low']);
  });

  it('are possible at most where waits begin anew and nothing shows that a round ran out', () => {
    const timeline = [0, 10, 20, 30].flatMap((start) => [entry('retry', start, { waitSeconds: 0.4 }), entry('retry', start + 1, { waitSeconds: 1.1 })]);
    assert.deepEqual(driversOf(refused({ message, timeline })), ['nested-retries low']);
  });

  it('are not told of parallel calls whose retries overlap', () => {
    const timeline = [0.5, 0.6, 0.7, 1, 1.1, 1.2].flatMap((waitSeconds, index) => [entry('error', index * 0.1), entry('retry', index * 0.1, { waitSeconds })]);
    const mixed = [...timeline, ...timeline, ...timeline];
    assert.deepEqual(driversOf(refused({ message, timeline: mixed })).filter((driver) => driver.endsWith('medium')), []);
  });

  it('are likely where the stack trace names a call that has two layers, and the error came more than once', () => {
    const evidence = refused({ message, frames: [{ file: '/home/me/p/src/a.ts', line: 6 }], occurrences: 4 });
    const [driver] = diagnose(evidence, [nested]).drivers;
    assert.deepEqual([driver?.id, driver?.confidence], ['nested-retries', 'medium']);
    assert.match(driver?.evidence[0]?.text ?? '', /up to 12 times/);
    assert.deepEqual(diagnose({ ...evidence, occurrences: 1 }, [nested]).drivers, []);
    assert.deepEqual(diagnose({ ...evidence, frames: [{ file: '/home/me/p/src/a.ts', line: 60 }] }, [nested]).drivers, []);
  });
});

describe('others who share the limit', () => {
  it('are likely where the headers count far more requests than the text shows', () => {
    const timeline = [entry('answer', 0), entry('answer', 40), entry('error', 80)];
    const evidence = refused({ message, timeline, buckets: [bucket('requests', 0, 50)] });
    assert.deepEqual(driversOf(evidence), ['shared-organization medium']);
    // What came before a text that is shorter than a minute may be the program's own.
    assert.deepEqual(driversOf({ ...evidence, timeline: timeline.slice(1) }), ['shared-organization low']);
    assert.ok(diagnose(evidence, []).next.some(({ action }) => action === 'pass-through'));
  });

  it('are not told where the text shows only what was refused, for what was answered may be hidden', () => {
    assert.deepEqual(driversOf(refused({ message, timeline: [entry('error', 40)], buckets: [bucket('requests', 0, 50)] })), []);
  });

  it('are not told where no answer of the minute is shown, for then the text is not of each request', () => {
    assert.deepEqual(driversOf(refused({ message, timeline: [entry('answer', 0), entry('error', 600)], buckets: [bucket('requests', 0, 50)] })), []);
  });

  it('are told by what the answers say is left, where it falls by far more than the program has sent', () => {
    const left = (second: number, requestsLeft: number) => entry('answer', second, { requestsLeft, requestsLimit: 1000 });
    const timeline = (step: number) => [left(0, 998), left(5, 998 - step), left(10, 998 - 2 * step), left(15, 998 - 3 * step), entry('error', 20)];
    assert.deepEqual(driversOf(refused({ message: exceeds('30,000 input tokens'), timeline: timeline(14) })), ['shared-organization medium']);
    assert.deepEqual(driversOf(refused({ message: exceeds('30,000 input tokens'), timeline: timeline(2) })), []);
  });

  it('are not told where the program itself used the limit up', () => {
    const timeline = [...Array.from({ length: 49 }, (_, index) => entry('answer', index)), entry('error', 50)];
    assert.deepEqual(driversOf(refused({ message, timeline, buckets: [bucket('requests', 0, 50)] })), []);
  });

  it('are likely where the pass-through saw few of the requests that were used', () => {
    const seen = (second: number, remaining: number): HistoryEntry => ({ at: midnight + second * 1000, model: 'claude-sonnet-5', status: 200, source: 'pass-through', buckets: [bucket('requests', remaining, 50)] });
    assert.deepEqual(driversOf(refused({ message, history: [seen(0, 40), seen(20, 12)] })), ['shared-organization medium']);
    assert.deepEqual(driversOf(refused({ message, history: Array.from({ length: 30 }, (_, index) => seen(index, 49 - index)) })), []);
  });
});

describe('jobs of a timetable', () => {
  it('are likely where waves of refusals begin at the same second', () => {
    const timeline = [0, 300, 600].flatMap((start) => [entry('error', start), entry('error', start + 0.4), entry('error', start + 2)]);
    assert.deepEqual(driversOf(refused({ message, timeline })), ['scheduled-peaks medium']);
  });

  it('are not told of waves at any second, nor of a program that waits for a minute and sends again', () => {
    assert.deepEqual(driversOf(refused({ message, timeline: [entry('error', 3), entry('error', 217), entry('error', 571)] })), []);
    assert.deepEqual(driversOf(refused({ message, timeline: [0, 60, 120, 180, 240].map((second) => entry('error', second)) })), []);
    assert.deepEqual(driversOf(refused({ message, timeline: [0, 120, 240, 360].map((second) => entry('error', second, { retryAfterSeconds: 120 })) })), []);
  });
});

describe('Headroom\'s own pings', () => {
  const ping = (second: number, source?: string): HistoryEntry => ({ at: midnight + second * 1000, model: 'claude-sonnet-5', status: 200, ...(source !== undefined && { source }), buckets: [bucket('requests', 2, 5)] });

  it('are told where they are a good part of a small limit', () => {
    assert.deepEqual(driversOf(refused({ message: exceeds('5 requests'), history: [ping(0), ping(20), ping(40)] })), ['own-pings medium']);
  });

  it('are not told where they are few against the limit, or most requests are the program\'s', () => {
    assert.deepEqual(driversOf(refused({ message, history: [ping(0), ping(20), ping(40)] })), []);
    const mostly = [ping(0), ping(1, 'pass-through'), ping(2, 'pass-through'), ping(3, 'pass-through'), ping(4)];
    assert.deepEqual(driversOf(refused({ message: exceeds('5 requests'), history: mostly })), []);
  });
});

describe('what drives traffic', () => {
  it('is never told without a limit that it drove it to', () => {
    const timeline = [0, 300, 600].flatMap((start) => [entry('error', start), entry('error', start + 0.4)]);
    const { top, drivers } = diagnose(refused({ timeline }), []);
    assert.deepEqual([top, drivers], ['cannot-tell', []]);
  });
});
