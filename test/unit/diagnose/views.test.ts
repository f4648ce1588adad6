import assert from 'node:assert/strict';
import { adviceOf } from '../../../src/diagnose/adviceOf';
import { callLine } from '../../../src/diagnose/callLine';
import type { CallSummary } from '../../../src/diagnose/callSummary';
import { diagnose } from '../../../src/diagnose/diagnose';
import { evidenceFacts } from '../../../src/diagnose/evidenceFacts';
import { noEvidence } from '../../../src/diagnose/evidence';
import { reportOf } from '../../../src/diagnose/report';
import { timelineChart } from '../../../src/diagnose/timelineChart';
import { timelineText } from '../../../src/diagnose/timelineText';
import { verdictOf } from '../../../src/diagnose/verdict';
import { entry, exceeds, midnight, refused } from './support';

const call: CallSummary = { file: 'src/a.ts', line: 3, endLine: 9, column: 7, api: 'messages.create', provider: 'anthropic', model: 'claude-sonnet-5', streaming: false, state: 'default', attempts: 3, maxWaitSeconds: 1.5, retryAfter: 'ignored', covers429: true, covers529: true, findings: [] };

describe('the words of a diagnosis', () => {
  it('say first what it is, how sure, and how long to wait', () => {
    const verdict = verdictOf(diagnose(refused({ message: exceeds('50 requests'), model: 'claude-sonnet-5', retryAfterSeconds: 8 }), []));
    assert.deepEqual([verdict.title, verdict.limit, verdict.model, verdict.waiting?.answer, verdict.waiting?.time], ['Requests per minute', '50 requests per minute', 'claude-sonnet-5', 'Yes.', '8 s']);
    assert.match(verdict.sure ?? '', /^Sure: /);
  });

  it('advise first on what drives the traffic, where that is likely', () => {
    const timeline = [0, 300, 600].flatMap((start) => [entry('error', start), entry('error', start + 1)]);
    const diagnosis = diagnose(refused({ message: exceeds('50 requests'), timeline }), []);
    assert.match(adviceOf(diagnosis)[0] ?? '', /^Spread the starts/);
    assert.ok(adviceOf(diagnosis).some((advice) => advice.startsWith('Send at an even pace')));
  });

  it('say why nothing can be told', () => {
    const verdict = verdictOf(diagnose({ ...noEvidence, status: 429, occurrences: 1 }, []));
    assert.equal(verdict.title, 'cannot tell');
    assert.match(verdict.because ?? '', /^Cannot tell, because .*the response headers are not shown/);
    assert.equal(verdict.waiting, undefined);
  });

  it('say of a likely cause what would make it sure, with a step for it', () => {
    const diagnosis = diagnose(refused({ path: '/v1/messages/batches' }), []);
    assert.match(verdictOf(diagnosis).because ?? '', /^Not sure because .*headers are not shown/);
    assert.ok(diagnosis.missing?.next.some(({ action }) => action !== undefined));
    assert.equal(diagnose(refused({ message: exceeds('50 requests') }), []).missing, undefined);
  });

  it('keep what others wrote in quotes of its own', () => {
    const message = '<b>Overloaded</b> [x](y)';
    const facts = evidenceFacts(diagnose({ ...noEvidence, status: 429, message, host: message, gateway: message, path: message, library: message, model: message, requestId: message, occurrences: 1 }, []), 'the clipboard');
    assert.ok(facts.length > 6);
    for (const { text } of facts) assert.doesNotMatch(text, /<b>|\[x\]/);
  });

  it('are the same for equal evidence, and all of it is plain data', () => {
    const make = () => diagnose(refused({ message: exceeds('50 requests'), timeline: [entry('answer', 0), entry('error', 2)], groups: [{ status: 529, count: 2 }], occurrences: 3 }), [call]);
    assert.equal(reportOf(make()), reportOf(JSON.parse(JSON.stringify(make())) as ReturnType<typeof make>));
  });
});

describe('the chart of a timeline', () => {
  it('counts what happened in stretches that fit, and leaves out those in which nothing did', () => {
    const chart = timelineChart([entry('answer', 0), entry('error', 0.5), entry('retry', 0.6), entry('error', 3), { kind: 'error' }]);
    assert.deepEqual(chart, { stepMs: 1000, untimed: 1, rows: [{ at: midnight, errors: 1, retries: 1, answers: 1 }, { at: midnight + 3000, errors: 1, retries: 0, answers: 0 }] });
    assert.deepEqual(timelineText(chart), ['00:00:00  #+  1 error, 1 announced retry, 1 answer', '00:00:03  #   1 error', 'and 1 without a time']);
  });

  it('has at most two dozen rows for any length of log', () => {
    for (const gap of [0.3, 7, 61, 3600, 90_000]) {
      const chart = timelineChart(Array.from({ length: 400 }, (_, index) => entry('error', index * gap)));
      assert.ok(chart && chart.rows.length <= 24 && chart.rows.length > 0, String(gap));
      for (const line of timelineText(chart)) assert.ok(line.length < 100, line);
    }
  });

  it('is none where fewer than two entries have a time', () => {
    assert.equal(timelineChart([{ kind: 'error' }, { kind: 'error' }, entry('error', 0)]), undefined);
  });
});

describe('the calls that can have made the request', () => {
  const list = (more: Parameters<typeof refused>[0], calls: readonly CallSummary[]) => diagnose(refused(more), calls).calls.map((verdict) => [verdict.call.file, verdict.because]);

  it('are those of the stack trace first, on any line of the call, then those of its files, then those of the model', () => {
    const calls = [call, { ...call, file: 'src/b.ts' }, { ...call, file: 'src/c.ts' }];
    const frames = [{ file: '/home/me/p/src/c.ts', line: 7 }, { file: '/home/me/p/src/b.ts', line: 90 }];
    assert.deepEqual(list({ message: exceeds('50 requests'), model: 'claude-sonnet-5', frames }, calls), [['src/c.ts', 'stack'], ['src/b.ts', 'file'], ['src/a.ts', 'model']]);
  });

  it('are not those of another service, nor of another method', () => {
    const batches = { ...call, file: 'src/batches.ts', api: 'messages.batches.create' };
    const bedrock: CallSummary = { ...call, file: 'src/bedrock.ts', provider: 'bedrock' };
    assert.deepEqual(list({ path: '/v1/messages/batches' }, [call, batches, bedrock]), [['src/batches.ts', undefined]]);
    assert.deepEqual(list({ path: '/v1/messages', message: exceeds('50 requests') }, [call, batches, bedrock]), [['src/a.ts', undefined]]);
  });

  it('are named as clouds name the models, too', () => {
    const aws: CallSummary = { ...call, provider: 'bedrock', model: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0' };
    const evidence = { ...noEvidence, status: 429, provider: 'bedrock' as const, occurrences: 1, model: 'claude-sonnet-4-6' };
    assert.deepEqual(diagnose(evidence, [aws, { ...aws, model: 'anthropic.claude-haiku-4-5-20251001-v1:0' }]).calls.map(({ because }) => because), ['model']);
  });

  it('are held against the wait that the limit needs where the server names none', () => {
    const buckets = [{ id: 'input-tokens' as const, limit: 30_000, remaining: 0 }];
    const [verdict] = diagnose(refused({ message: exceeds('30,000 input tokens'), buckets, inputTokens: 10_000 }), [call]).calls;
    assert.ok(verdict);
    assert.deepEqual(callLine(verdict), { mark: 'Fails', place: 'src/a.ts:3', text: 'waits 1.5 s in all; the limit needs 20 s to let the request through', layers: [] });
  });

  it('say that a capped layer ignores what the server asked for', () => {
    const [verdict] = diagnose(refused({ message: exceeds('50 requests'), retryAfterSeconds: 505 }), [{ ...call, retryAfter: 'capped' }]).calls;
    assert.match(verdict?.text ?? '', /waits 1\.5 s in all, for it ignores a `retry-after` of more than a minute; the server asked for 8 min 25 s/);
  });
});
