import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { HistoryEntry } from '../../../src/limits/history';
import { historyCsv } from '../../../src/limits/historyCsv';

const at = Date.parse('2026-11-27T12:00:00.500Z');
const entry: HistoryEntry = { at, model: 'claude-haiku-5-5', status: 200, buckets: [{ id: 'requests', limit: 50, remaining: 49, resetAt: at + 1000 }] };

/** The cells of CSV, read as RFC 4180 has them. */
function parse(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

describe('the history as CSV', () => {
  it('has one row for each bucket of a reading, and one for a 429 without any, with times in UTC', () => {
    const window = { id: 'unified-5h', limit: 1, remaining: 0.4246, refill: 'at-reset' } as const;
    const csv = historyCsv([{ ...entry, source: 'pass-through', buckets: [...entry.buckets, window] }, { ...entry, status: 429, retryAfterSeconds: 12, buckets: [] }]);
    assert.equal(
      csv,
      [
        'time,model,source,status,retry_after_seconds,bucket,limit,remaining,headroom_percent,full_again',
        '2026-11-27T12:00:00.500Z,claude-haiku-5-5,pass-through,200,,requests,50,49,98,2026-11-27T12:00:01.500Z',
        '2026-11-27T12:00:00.500Z,claude-haiku-5-5,pass-through,200,,unified-5h,1,0.4246,42.5,',
        '2026-11-27T12:00:00.500Z,claude-haiku-5-5,ping,429,12,,,,,',
        '',
      ].join('\r\n'),
    );
  });

  it('keeps a negative number a number', () => {
    assert.match(historyCsv([{ ...entry, buckets: [{ id: 'requests', limit: 50, remaining: -3 }] }]), /,requests,50,-3,0,\r\n$/);
  });

  it('leaves out a time that is none', () => {
    assert.match(historyCsv([{ ...entry, buckets: [{ id: 'requests', resetAt: 1e300 }] }]), /,requests,,,,\r\n$/);
  });

  it('gives back every text, and begins no cell like a formula', () => {
    const hostile = fc.tuple(fc.constantFrom('', ' ', '=', '+', '-', '@', '\t', '\r', '\n', '＝', '"', ',', '=cmd|" /C calc"!A0'), fc.string({ unit: 'grapheme' })).map((parts) => parts.join(''));
    fc.assert(
      fc.property(hostile, hostile, (model, source) => {
        const [head = [], row = [], ...more] = parse(historyCsv([{ ...entry, model, source }]));
        assert.deepEqual([head.length, row.length, more.length], [10, 10, 0]);
        assert.deepEqual([row[1], row[2]].map((cell = '') => (cell.startsWith("'") ? cell.slice(1) : cell)), [model, source].map((text) => (text.startsWith("'") ? text.slice(1) : text)));
        for (const cell of row) assert.ok(!/^\s*[=+\-@\t\r＝＋－＠]/.test(cell) || /^-?\d+(?:\.\d+)?$/.test(cell), cell);
      }),
    );
  });
});
