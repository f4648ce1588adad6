import assert from 'node:assert/strict';
import type { HistoryEntry } from '../../../src/limits/history';
import { historyChart, plotted, readingInWords, type ChartReading } from '../../../src/limits/historyChart';

const now = Date.parse('2026-11-27T12:00:00Z');
const minute = 60_000;

function entry(minutesAgo: number, left: { readonly itpm?: number; readonly rpm?: number }, rest: Partial<HistoryEntry> = {}): HistoryEntry {
  const { itpm, rpm } = left;
  return {
    at: now - minutesAgo * minute,
    model: 'claude-haiku-5-5',
    status: 200,
    buckets: [...(rpm === undefined ? [] : [{ id: 'requests', limit: 100, remaining: rpm } as const]), ...(itpm === undefined ? [] : [{ id: 'input-tokens', limit: 1000, remaining: itpm } as const])],
    ...rest,
  };
}

describe('the chart of the history', () => {
  it('has a line for each bucket, and what each reading of the range says of it in percent', () => {
    const chart = historyChart([entry(61, { rpm: 1 }), entry(30, { rpm: 50, itpm: 999 }), entry(1, { rpm: -4 }, { status: 429, retryAfterSeconds: 12 })], '1h', now);
    assert.deepEqual([chart.from, chart.to], [now - 60 * minute, now]);
    assert.deepEqual(chart.lines.map(({ id, short }) => [id, short]), [['input-tokens', 'ITPM'], ['requests', 'RPM']]);
    assert.deepEqual(chart.readings, [
      { at: now - 30 * minute, left: [99, 50], limited: false },
      { at: now - minute, left: [null, 0], limited: true, retryAfterSeconds: 12 },
    ]);
  });

  it('shows the lows of a long range, with no more points than a screen has', () => {
    const week = Array.from({ length: 7 * 1440 }, (_one, index) => entry(7 * 1440 - index, { rpm: index === 5000 ? 0 : 90 }));
    const { readings } = historyChart(week, '7d', now);
    assert.ok(readings.length <= 402, String(readings.length));
    assert.equal(readings.filter(({ left }) => left[0] === 0).length, 1);
  });

  it('goes over a reading that does not tell of a bucket, and is broken off where nobody looked for long', () => {
    const chart = historyChart([entry(50, { rpm: 50, itpm: 500 }), entry(48, { rpm: 40 }), entry(10, { rpm: 90, itpm: 900 })], '1h', now);
    const { times, values } = plotted(chart);
    assert.deepEqual(times.map((time) => (now - time) / minute), [50, 48, 29, 10]);
    assert.deepEqual(values, [
      [50, undefined, null, 90],
      [50, 40, null, 90],
    ]);
  });

  it('says a reading in words', () => {
    const { lines, readings } = historyChart([entry(2, { rpm: 50, itpm: 10 }), entry(1, { rpm: 50 }, { status: 429, retryAfterSeconds: 90 })], '1h', now);
    const words = (reading?: ChartReading) => reading && readingInWords({ lines }, reading);
    assert.deepEqual(readings.map(words), ['1 % left of input tokens per minute, 50 % left of requests per minute', 'rate limited (429), wait 2 min, 50 % left of requests per minute']);
  });
});
