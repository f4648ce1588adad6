import assert from 'node:assert/strict';
import fc from 'fast-check';
import { detailsOf, type Details } from '../../../src/limits/details';
import { readDetailsRequest } from '../../../src/limits/detailsMessage';
import type { HistoryEntry } from '../../../src/limits/history';
import { newMonitor, type Monitor } from '../../../src/limits/monitorState';
import type { Snapshot } from '../../../src/limits/snapshot';
import { describeStatus } from '../../../src/limits/statusText';

const now = Date.parse('2026-11-27T12:00:00Z');
const haiku: Snapshot = { at: now - 120_000, model: 'claude-haiku-5-5', status: 200, buckets: [{ id: 'requests', limit: 50, remaining: 20, resetAt: now + 3600 }, { id: 'input-tokens', limit: 30_000, remaining: 29_000 }] };
const opus: Snapshot = { at: now - 5000, model: 'claude-opus-5-5', status: 200, source: 'pass-through', buckets: [{ id: 'requests', limit: 50, remaining: 5, resetAt: now + 60_000 }] };
const ready: Monitor = { ...newMonitor(now), consent: true, key: 'present', result: { kind: 'answered', at: opus.at, snapshot: opus }, readings: [haiku, opus] };

function details(monitor: Monitor, entries: readonly HistoryEntry[] = []): Details {
  return detailsOf({ monitor, entries, range: '1h', now });
}

describe('the details', () => {
  it('show each model class with where and when it was read, the tightest first', () => {
    assert.deepEqual(details(ready).classes.map(({ model, origin }) => [model, origin]), [
      ['claude-opus-5-5', 'off your own traffic, by the pass-through, 5 seconds ago'],
      ['claude-haiku-5-5', 'by a test ping, 2 minutes ago'],
    ]);
  });

  it('say in full words what the status bar says', () => {
    assert.equal(details(newMonitor(now)).status, 'Now: pings off');
    assert.equal(details(ready).status, 'Now: claude-opus-5-5, about 16 percent left of requests per minute, low, read 5 seconds ago');
  });

  it('say of each limit what the tooltip says', () => {
    const { tooltip } = describeStatus(ready, now);
    const rows = details(ready).classes.flatMap((one) => one.rows);
    assert.equal(rows.length, 3);
    for (const { name, isTightest, limit, remaining, again } of rows) assert.ok(tooltip.includes(`| ${isTightest ? `**${name}**` : name} | ${limit} | ${remaining} | ${again} |`), name);
    assert.ok(rows.some(({ remaining }) => remaining.startsWith('~')));
    assert.deepEqual(details(ready).classes[0]?.sentences, ['~ is an estimate, as if nothing was sent since.']);
  });

  it('show what only the history knows, without a word of what is left now', () => {
    const [one, ...more] = details(newMonitor(now), [{ ...haiku, at: now - 7_200_000 }]).classes;
    assert.deepEqual([one?.model, one?.origin, one?.rows.length, one?.chart.readings.length, more.length], ['claude-haiku-5-5', 'no current reading', 0, 0, 0]);
    assert.match(one?.sentences.join() ?? '', /not known/);
    assert.equal(details(newMonitor(now), [{ ...haiku, at: now - 8 * 86_400_000 }]).classes.length, 0);
  });

  it('show models that share their limits as one', () => {
    const [one, ...more] = details(newMonitor(now), ['claude-sonnet-4-5', 'claude-sonnet-4-6'].map((model, index) => ({ ...haiku, model, at: now - 60_000 + index }))).classes;
    assert.deepEqual([one?.model, more.length], ['claude-sonnet-4-6', 0]);
  });

  it('offer what leads to a first reading', () => {
    const start = newMonitor(now);
    assert.deepEqual(details(start).offers, ['allow', 'observe']);
    assert.deepEqual(details({ ...start, consent: true }).offers, ['setKey', 'observe']);
    assert.deepEqual(details({ ...start, consent: true, key: 'present' }).offers, ['check', 'observe']);
    assert.deepEqual(details({ ...start, refusal: 'No.' }).offers, []);
  });

  it('are plain JSON', () => {
    const shown = details(ready, [{ ...haiku, buckets: [] }, opus, haiku]);
    assert.deepEqual(JSON.parse(JSON.stringify(shown)), shown);
  });
});

describe('a request of the details view', () => {
  it('is one of those that are known', () => {
    assert.deepEqual(readDetailsRequest({ type: 'show', range: '7d' }), { type: 'show', range: '7d' });
    assert.deepEqual(readDetailsRequest({ type: 'run', offer: 'export', more: 1 }), { type: 'run', offer: 'export' });
  });

  it('is nothing else, whatever is sent', () => {
    for (const message of [undefined, null, 'run', { type: 'run' }, { type: 'run', offer: 'headroom.clearApiKey' }, { type: 'run', offer: ['export'] }, { type: 'show', range: 'toString' }, { type: 'show', range: 1 }])
      assert.equal(readDetailsRequest(message), undefined);
    fc.assert(fc.property(fc.anything(), (message) => assert.equal(readDetailsRequest(message), undefined)));
  });
});
