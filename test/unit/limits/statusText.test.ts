import assert from 'node:assert/strict';
import fc from 'fast-check';
import { newMonitor, restingPhase, type Monitor } from '../../../src/limits/monitorState';
import type { ApiFailure, PingResult } from '../../../src/limits/pingResult';
import type { Bucket, Snapshot } from '../../../src/limits/snapshot';
import { describeStatus } from '../../../src/limits/statusText';

const at = Date.parse('2026-11-24T12:00:00Z');
const failure: ApiFailure = { status: 429, type: 'rate_limit_error', message: 'Try later.' };

function snapshot(buckets: readonly Bucket[], rest: Partial<Snapshot> = {}): Snapshot {
  return { at, model: 'claude-haiku-5-5', status: 200, buckets, ...rest };
}

function withResult(result: PingResult, rest: Partial<Monitor> = {}): Monitor {
  const reading = 'snapshot' in result && result.snapshot.buckets.length > 0 ? { readings: [result.snapshot] } : {};
  return { ...newMonitor(at), consent: true, key: 'present', result, ...reading, ...rest };
}

function answered(buckets: readonly Bucket[], rest: Partial<Monitor> = {}): Monitor {
  return withResult({ kind: 'answered', at, snapshot: snapshot(buckets) }, rest);
}

function limited(failureOf: ApiFailure, buckets: readonly Bucket[], rest: Partial<Monitor> = {}): Monitor {
  return withResult({ kind: 'limited', at, snapshot: snapshot(buckets, { status: 429 }), failure: failureOf }, rest);
}

const inputTokens: Bucket = { id: 'input-tokens', limit: 30_000, remaining: 21_600, resetAt: at + 16_800 };
const requests: Bucket = { id: 'requests', limit: 50, remaining: 49, resetAt: at + 1200 };
const text = (monitor: Monitor, now = at) => describeStatus(monitor, now).text;

describe('the status bar text', () => {
  it('shows the headroom of the tightest bucket', () => assert.equal(text(answered([requests, inputTokens])), '$(dashboard) Claude 72 % · ITPM'));

  it('marks an estimate, and names the age of an old reading', () => {
    const monitor = answered([inputTokens]);
    assert.equal(text(monitor, at + 6000), '$(dashboard) Claude ~82 % · ITPM');
    assert.equal(text(monitor, at + 12 * 60_000), '$(dashboard) Claude ~100 % · ITPM · 12 min ago');
  });

  it('has an icon and a background for each level', () => {
    const look = (remaining: number) => {
      const { text: words, level } = describeStatus(answered([{ id: 'requests', limit: 100, remaining }]), at);
      return [words, level];
    };
    assert.deepEqual(look(25), ['$(dashboard) Claude 25 % · RPM', 'normal']);
    assert.deepEqual(look(24), ['$(warning) Claude 24 % · RPM', 'warning']);
    assert.deepEqual(look(9), ['$(error) Claude 9 % · RPM', 'error']);
    assert.deepEqual(look(0), ['$(error) Claude 0 % · RPM', 'error']);
  });

  it('says neither full nor empty before it is', () => {
    assert.match(text(answered([{ id: 'requests', limit: 1000, remaining: 999 }])), / 99 %/);
    assert.match(text(answered([{ id: 'requests', limit: 1000, remaining: 1 }])), / 1 %/);
  });

  it('keeps its words while a ping is under way and only turns the icon', () => {
    assert.equal(text(answered([inputTokens], { inFlight: 'current' })), '$(sync~spin) Claude 72 % · ITPM');
  });

  it('shows the window of a subscription that has the least left, which does not refill', () => {
    const windows: Bucket[] = [
      { id: 'unified-5h', limit: 1, remaining: 0.42, resetAt: at + 7_200_000, refill: 'at-reset' },
      { id: 'unified-7d', limit: 1, remaining: 0.8, resetAt: at + 86_400_000, refill: 'at-reset' },
    ];
    const monitor = withResult({ kind: 'answered', at, snapshot: snapshot([], { windows }) }, { readings: [snapshot([], { windows })] });
    assert.equal(text(monitor, at + 60_000), '$(dashboard) Claude 42 % · 5 h');
    const lines = describeStatus(monitor, at + 60_000).tooltip.split('\n');
    assert.ok(lines.includes('| **the five-hour limit of the subscription (5 h)** |  | 42 % | in 1 h 59 min |'));
    assert.ok(lines.includes('| the weekly limit of the subscription (7 d) |  | 80 % | in 23 h 59 min |'));
  });

  it('names the tightest of several models, and the tooltip shows each', () => {
    const readings = [snapshot([inputTokens], { source: 'pass-through' }), snapshot([requests], { model: 'claude-opus-5-5', source: 'pass-through' })];
    const monitor = withResult({ kind: 'answered', at, snapshot: snapshot([requests]) }, { readings });
    assert.equal(text(monitor), '$(dashboard) Haiku 5.5 72 % · ITPM');
    const tooltip = describeStatus(monitor, at).tooltip;
    assert.ok(tooltip.includes('**Claude headroom** · claude\\-haiku\\-5\\-5') || tooltip.includes('**Claude headroom** · claude-haiku-5-5'), tooltip);
    assert.match(tooltip, /\*\*claude\\?-opus\\?-5\\?-5\*\*/);
    assert.equal(tooltip.split('off your own traffic, by the pass-through').length, 3);
  });

  it('has words of its own for every other state', () => {
    const start = newMonitor(at);
    const ready: Monitor = { ...start, consent: true, key: 'present' };
    const empty: Bucket = { ...inputTokens, remaining: 0 };
    const states: readonly (readonly [Monitor, string, string])[] = [
      [start, '$(circle-slash) Claude: pings off', 'normal'],
      [{ ...start, refusal: 'No.' }, '$(circle-slash) Claude: no pings here', 'normal'],
      [{ ...start, consent: true }, '$(key) Claude: no API key', 'normal'],
      [ready, '$(dashboard) Claude: not checked', 'normal'],
      [{ ...ready, inFlight: 'current' }, '$(sync~spin) Claude: checking', 'normal'],
      [answered([]), '$(question) Claude: limits not sent', 'normal'],
      [limited(failure, [empty], { waitUntil: at + 505_000 }), '$(error) Claude: 429 · ITPM · wait 9 min', 'error'],
      [limited(failure, [], { waitUntil: at + 42_000 }), '$(error) Claude: 429 · wait 42 s', 'error'],
      [limited(failure, [requests]), '$(warning) Claude: 429', 'warning'],
      [limited({ ...failure, errorCode: 'enforced_spend_limit_reached' }, []), '$(error) Claude: 429 · spend limit', 'error'],
      [withResult({ kind: 'unauthorized', at, failure }), '$(key) Claude: key refused (401)', 'error'],
      [withResult({ kind: 'overloaded', at, failure }), '$(warning) Claude: overloaded (529)', 'warning'],
      [withResult({ kind: 'offline', at, failure }), '$(debug-disconnect) Claude: offline', 'warning'],
      [withResult({ kind: 'failed', at, failure: { status: 400, message: 'Bad.' } }), '$(warning) Claude: ping failed (400)', 'warning'],
      [withResult({ kind: 'failed', at, failure: { message: 'Bad.' } }), '$(warning) Claude: ping failed', 'warning'],
    ];
    const phases: Readonly<Record<ReturnType<typeof restingPhase>, true>> = { refused: true, 'no-consent': true, 'no-key': true, idle: true, ok: true, 'no-headers': true, limited: true, unauthorized: true, overloaded: true, offline: true, error: true };
    assert.deepEqual([...new Set(['ok', ...states.map(([monitor]) => restingPhase(monitor))])].sort(), Object.keys(phases).sort());
    for (const [monitor, words, level] of states) {
      const status = describeStatus(monitor, at);
      assert.deepEqual([status.text, status.level], [words, level]);
    }
  });

  it('says that the user paused pings, by words and an icon, wherever one could be sent', () => {
    const paused = { pausedByUser: true, consent: true, key: 'present', intervalMs: 300_000, startedAt: at } as const;
    const states: readonly (readonly [Monitor, string])[] = [
      [{ ...newMonitor(at), ...paused }, '$(dashboard) Claude: not checked · $(debug-pause) paused'],
      [answered([inputTokens], paused), '$(dashboard) Claude 72 % · ITPM · $(debug-pause) paused'],
      [answered([inputTokens], { ...paused, inFlight: 'current' }), '$(sync~spin) Claude 72 % · ITPM · $(debug-pause) paused'],
      [limited(failure, [], { ...paused, waitUntil: at + 42_000 }), '$(error) Claude: 429 · wait 42 s · $(debug-pause) paused'],
      [withResult({ kind: 'offline', at, failure }, paused), '$(debug-disconnect) Claude: offline · $(debug-pause) paused'],
      [{ ...newMonitor(at), ...paused, consent: false }, '$(circle-slash) Claude: pings off'],
      [{ ...newMonitor(at), ...paused, key: 'absent' }, '$(key) Claude: no API key'],
      [{ ...newMonitor(at), ...paused, refusal: 'No.' }, '$(circle-slash) Claude: no pings here'],
    ];
    for (const [monitor, words] of states) assert.equal(text(monitor), words);
    const status = describeStatus(answered([inputTokens], paused), at);
    assert.match(status.accessibilityLabel, /, pings paused$/);
    assert.match(status.tooltip, /paused\. \[Resume\]\(command:headroom\.resumePings\)/);
    assert.doesNotMatch(status.tooltip, /Next ping/);
  });

  it('is read out in full words', () => {
    assert.equal(describeStatus(answered([inputTokens]), at + 60_000).accessibilityLabel, 'Claude headroom: about 100 percent left of input tokens per minute, ok, read 1 minute ago');
    const waiting = limited(failure, [{ ...inputTokens, remaining: 0 }], { waitUntil: at + 42_000 });
    assert.equal(describeStatus(waiting, at).accessibilityLabel, 'Claude headroom: rate limited, 429, input tokens per minute, wait 42 seconds');
  });
});

describe('the status bar tooltip', () => {
  const tooltip = (monitor: Monitor, now = at) => describeStatus(monitor, now).tooltip;

  it('has a table with limit, remaining and the time until full, the model and the age', () => {
    const lines = tooltip(answered([requests, inputTokens]), at + 5000).split('\n');
    assert.equal(lines[0], '**Claude headroom** · claude\\-haiku\\-5\\-5');
    assert.ok(lines.includes('| | Limit | Remaining | Full again |'));
    assert.ok(lines.includes('| requests per minute (RPM) | 50 | ~50 (100 %) | full |'));
    assert.ok(lines.includes('| **input tokens per minute (ITPM)** | 30,000 | ~24,100 (80 %) | in 12 s |'), lines.join('\n'));
    assert.ok(lines.includes('Read 5 s ago by a test ping. ~ is an estimate, as if nothing was sent since.'));
  });

  it('says how fast buckets are used and when one is empty, once two readings tell', () => {
    const earlier = snapshot([{ id: 'requests', limit: 50, remaining: 49 }, { id: 'input-tokens', limit: 30_000, remaining: 30_000 }], { at: at - 60_000 });
    const last = snapshot([{ id: 'requests', limit: 50, remaining: 49 }, { id: 'input-tokens', limit: 30_000, remaining: 15_000 }]);
    const monitor = withResult({ kind: 'answered', at, snapshot: last }, { readings: [earlier, last] });
    const lines = tooltip(monitor).split('\n');
    assert.ok(lines.includes('| **input tokens per minute (ITPM)** | 30,000 | 15,000 (50 %) | ? | 45,000 a minute | in 1 min |'), lines.join('\n'));
    assert.ok(lines.includes('| requests per minute (RPM) | 50 | 49 (98 %) | ? | 0 a minute | not at this pace |'));
    assert.equal(text(monitor), '$(warning) Claude 50 % · ITPM · empty in 1 min');
    assert.match(text(monitor, at + 20_000), /^\$\(warning\) Claude ~33 % · ITPM · empty in 40 s$/);
  });

  it('shows what was not sent as a question mark', () => {
    assert.ok(tooltip(answered([{ id: 'requests', limit: 50, remaining: 25 }, { id: 'tokens', limit: 5 }])).includes('| tokens per minute (TPM) | 5 | ? | ? |'));
  });

  it('tells when the next ping comes', () => {
    assert.match(tooltip(answered([inputTokens], { intervalMs: 300_000, startedAt: at }), at + 60_000), /Next ping in 4 min\./);
    assert.doesNotMatch(tooltip(answered([inputTokens])), /Next ping/);
  });

  it('keeps the last reading while offline', () => {
    const monitor: Monitor = { ...answered([inputTokens]), result: { kind: 'offline', at, failure: { message: 'No connection (ENOTFOUND).' } } };
    assert.match(tooltip(monitor), /could not be reached\.\n\n> No connection \\\(ENOTFOUND\\\)\\\.\n\n\| \| Limit/);
  });

  it('repeats what the API said', () => {
    assert.match(tooltip(limited(failure, [], { waitUntil: at + 42_000 })), /Wait 42 s: earlier requests will fail\.\n\n> 429 rate\\_limit\\_error\\: Try later\\\./);
  });

  it('offers what helps in each state, by a link', () => {
    assert.match(tooltip(newMonitor(at)), /\[Allow test pings\]\(command:headroom\.allowPings\)/);
    assert.match(tooltip({ ...newMonitor(at), consent: true }), /\[Set API key\]\(command:headroom\.setApiKey\)/);
    assert.match(tooltip(limited(failure, [])), /\[Diagnose 429\]\(command:headroom\.diagnose\)/);
  });

  it('lets no text from outside become a link, an icon, HTML or a table cell', () => {
    const attack = fc.constantFrom('[x](command:headroom.clearApiKey)', '<a href="https://e.example">', '$(zap)', '| a | b |', '![i](https://e.example/p)', '`c`', '\n\n# h', 'https://e.example');
    const outside = fc.array(fc.oneof(attack, fc.string()), { maxLength: 4 }).map((parts) => parts.join(' '));
    const harmless = (text_: string) => text_.replace(/\\[\\`*_{}[\]()#+\-.!|~$:]/g, '');
    fc.assert(
      fc.property(outside, (from) => {
        const monitor = limited({ status: 429, type: from, errorCode: from, message: from }, [requests]);
        const evil: Monitor = { ...monitor, readings: [snapshot([requests], { model: from })] };
        const plain = tooltip(limited({ status: 429, type: 'x', errorCode: 'x', message: 'x' }, [requests]));
        const lines = tooltip(evil).split('\n');
        assert.equal(lines.length, plain.split('\n').length);
        const [first = '', quote = ''] = [lines[0], lines.find((line) => line.startsWith('> '))];
        assert.doesNotMatch(harmless(first).slice('**Claude headroom**'.length), /[[\]()<`*_|$!#]/);
        assert.doesNotMatch(harmless(quote), /[[\]()<`*_|$!#]/);
      }),
    );
  });
});
