import assert from 'node:assert/strict';
import type { CallSummary } from '../../../src/diagnose/callSummary';
import type { Cause } from '../../../src/diagnose/cause';
import { diagnose } from '../../../src/diagnose/diagnose';
import { diagnoseText } from '../../../src/diagnose/diagnoseText';
import { noEvidence } from '../../../src/diagnose/evidence';
import { evidenceFromReading } from '../../../src/diagnose/evidenceFromReading';
import { judgeCall } from '../../../src/diagnose/judgeCall';
import { reportOf } from '../../../src/diagnose/report';

const bare: CallSummary = {
  file: 'src/a.ts',
  line: 3,
  column: 7,
  api: 'messages.create',
  model: 'claude-sonnet-4-6',
  streaming: false,
  state: 'default',
  attempts: 3,
  maxWaitSeconds: 1.5,
  retryAfter: 'ignored',
  covers429: true,
  covers529: true,
  findings: [],
};
const named = (model: string): string =>
  `Error code: 429 - {'type': 'error', 'error': {'type': 'rate_limit_error', 'message': "This request would exceed your organization's rate limit of 50 requests per minute (org: x, model: ${model})."}}`;

describe('what an error does to a call', () => {
  it('holds the wait of the policy against the wait that was needed', () => {
    assert.deepEqual(judgeCall(bare, { retry: 'rate-limit', needed: { seconds: 23, by: 'server' } }), { outcome: 'fails', text: 'waits 1.5 s in all; the server asked for 23 s' });
    assert.deepEqual(judgeCall(bare, { retry: 'rate-limit' }), { outcome: 'fails', text: 'waits 1.5 s in all; a bucket can take 1 min to refill' });
    assert.equal(judgeCall({ ...bare, maxWaitSeconds: 90 }, { retry: 'rate-limit', needed: { seconds: 23, by: 'server' } }).outcome, 'survives');
  });

  it('trusts a policy that obeys retry-after, up to its cap', () => {
    assert.deepEqual(judgeCall({ ...bare, retryAfter: 'honoured' }, { retry: 'rate-limit', needed: { seconds: 505, by: 'server' } }), { outcome: 'survives', text: 'waits the 8 min 25 s that the server asked for, up to 2 times, and says nothing all the while' });
    assert.equal(judgeCall({ ...bare, retryAfter: 'capped' }, { retry: 'rate-limit', needed: { seconds: 23, by: 'server' } }).outcome, 'survives');
    assert.equal(judgeCall({ ...bare, retryAfter: 'capped' }, { retry: 'rate-limit', needed: { seconds: 505, by: 'server' } }).outcome, 'fails');
  });

  it('says what is missing where nothing, or nothing that works, re-sends', () => {
    assert.equal(judgeCall({ ...bare, state: 'none', attempts: 1 }, { retry: 'rate-limit', needed: { seconds: 23, by: 'server' } }).text, 'nothing sends it again after a 429');
    assert.equal(judgeCall({ ...bare, state: 'ineffective' }, { retry: 'rate-limit', needed: { seconds: 23, by: 'server' } }).text, 'has a retry that does not act on a 429');
    assert.equal(judgeCall({ ...bare, covers529: false }, { retry: 'overload' }).text, 'its retry leaves 529 out');
    assert.equal(judgeCall({ ...bare, streaming: true }, { retry: 'stream' }).outcome, 'fails');
  });

  it('counts retries that cannot succeed as waste, and giving up at once as right', () => {
    assert.equal(judgeCall(bare, { retry: 'useless' }).outcome, 'wastes');
    assert.equal(judgeCall({ ...bare, attempts: 1 }, { retry: 'useless' }).outcome, 'survives');
  });

  it('claims nothing where the policy could not be resolved', () => {
    for (const retry of ['rate-limit', 'overload', 'stream', 'useless'] as const) assert.equal(judgeCall({ ...bare, state: 'unknown' }, { retry, needed: { seconds: 23, by: 'server' } }).outcome, 'unknown');
    assert.equal(judgeCall({ ...bare, maxWaitSeconds: 'unknown' }, { retry: 'rate-limit', needed: { seconds: 23, by: 'server' } }).outcome, 'unknown');
  });
});

describe('the calls a diagnosis lists', () => {
  const listed = (text: string, calls: readonly CallSummary[]): string[] => diagnoseText(text, calls).diagnosis.calls.map(({ call }) => `${call.file}:${call.line}`);

  it('leaves out calls of a model class that the limit does not concern', () => {
    const calls = [bare, { ...bare, file: 'b.ts', model: 'claude-sonnet-5' }, { ...bare, file: 'c.ts', model: 'claude-sonnet-4-5-20250929' }];
    assert.deepEqual(listed(named('claude-sonnet-4-6'), calls), ['c.ts:3', 'src/a.ts:3']);
    assert.deepEqual(listed(named('claude-sonnet-5'), calls), ['b.ts:3']);
  });

  it('puts the call that the stack trace names first, and then the calls that fail', () => {
    const safe: CallSummary = { ...bare, file: 'src/safe.ts', line: 9, retryAfter: 'honoured' };
    const calls = [{ ...bare, file: 'src/zzz.ts' }, { ...safe, file: 'src/other.ts' }, safe];
    assert.deepEqual(listed(`${named('claude-sonnet-4-6')}\n    at async run (/home/me/p/src/safe.ts:9:5)`, calls), ['src/safe.ts:9', 'src/zzz.ts:3', 'src/other.ts:9']);
  });

  it('links each call through the function it was given, and cannot be broken by a file name', () => {
    const odd = { ...bare, file: 'src/a`](x)> <b>.ts', findings: [] };
    const { markdown } = diagnoseText(named('claude-sonnet-4-6'), [odd], { link: ({ file, line }) => `/${file}#L${line}` });
    assert.match(markdown, /\[``src\/a`\]\(x\)> <b>\.ts:3``\]\(<\/src\/a`\]\(x\)%3E%20%3Cb%3E\.ts#L3>\)/);
  });
});

describe('a diagnosis', () => {
  it('prefers the error code over the message, and the message over the headers', () => {
    const headers = 'HTTP/1.1 429\nanthropic-ratelimit-input-tokens-limit: 30000\nanthropic-ratelimit-input-tokens-remaining: 0\n\n';
    const body = (message: string, code: string) => `${headers}{"type":"error","error":{"type":"rate_limit_error","message":"${message}","details":{"error_code":"${code}"}}}`;
    assert.equal(diagnoseText(body('rate limit of 50 requests per minute', 'ramp_limit_exceeded'), []).diagnosis.top, 'acceleration-limit');
    assert.equal(diagnoseText(body('exceed your rate limit of 50 requests per minute', '').replace(',"details":{"error_code":""}', ''), []).diagnosis.top, 'requests-per-minute');
    assert.equal(diagnoseText(headers, []).diagnosis.top, 'input-tokens-per-minute');
  });

  it('never says to lower max_tokens, to take more keys, or to wait where waiting does not help', () => {
    const { causes } = diagnoseText(named('claude-sonnet-5').replace('50 requests', '8,000 output tokens'), []).diagnosis;
    assert.match(causes[0]?.advice.join(' ') ?? '', /`max_tokens` gains nothing/);
    assert.match(causes[0]?.advice.join(' ') ?? '', /More keys of the same organization do not help/);
  });

  it('only says "sure" of an empty bucket when the other buckets had room', () => {
    const text = (requests: number) => `HTTP/1.1 429\nanthropic-ratelimit-requests-limit: 50\nanthropic-ratelimit-requests-remaining: ${requests}\nanthropic-ratelimit-input-tokens-limit: 30000\nanthropic-ratelimit-input-tokens-remaining: 0\n`;
    assert.equal(diagnoseText(text(48), []).diagnosis.causes[0]?.confidence, 'high');
    assert.equal(diagnoseText(text(0), []).diagnosis.causes[0]?.confidence, 'medium');
  });

  it('says that one request may be larger than the limit when the bucket was almost full', () => {
    const text = `HTTP/1.1 429\nanthropic-ratelimit-input-tokens-limit: 30000\nanthropic-ratelimit-input-tokens-remaining: 30000\n\n${named('claude-sonnet-5').replace('50 requests', '30,000 input tokens')}`;
    assert.match(diagnoseText(text, []).markdown, /never holds more than its limit/);
  });

  it('goes on when a cause fails, and names it for the log', () => {
    const broken: Cause = { kind: 'limit', id: 'broken', title: 'Broken', sources: [], match: () => { throw new Error('bug'); }, waiting: () => ({ helps: 'no', text: '' }), advice: () => [], retry: () => 'useless' };
    assert.deepEqual(diagnose({ ...noEvidence, occurrences: 1 }, [], [broken]).failed, ['broken']);
  });
});

describe('a diagnosis of the last test ping', () => {
  const at = 1_795_539_722_000;

  it('names the limit that stopped it', () => {
    const evidence = evidenceFromReading({
      kind: 'limited',
      at,
      snapshot: { at, model: 'claude-haiku-4-5', status: 429, buckets: [{ id: 'requests', limit: 50, remaining: 0 }], retryAfterSeconds: 8 },
      failure: { status: 429, type: 'rate_limit_error', message: 'Slow down.' },
      requestId: 'req_011PING',
    });
    assert.equal(diagnose(evidence, []).top, 'requests-per-minute');
  });

  it('says that nothing was limited when it was answered, and that a network failure is no limit', () => {
    const answered = diagnose(evidenceFromReading({ kind: 'answered', at, snapshot: { at, model: 'claude-haiku-4-5', status: 200, buckets: [{ id: 'requests', limit: 50, remaining: 2 }] } }), [bare]);
    assert.equal(answered.top, 'cannot-tell');
    assert.match(reportOf(answered), /answered normally/);
    const offline = diagnose(evidenceFromReading({ kind: 'offline', at, failure: { message: 'Connection error.' } }), [bare]);
    assert.equal(offline.top, 'cannot-tell');
    assert.match(reportOf(offline), /no answer/);
  });
});
