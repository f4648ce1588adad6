import assert from 'node:assert/strict';
import { diagnoseText } from '../../../src/diagnose/diagnoseText';
import { readEvidence } from '../../../src/diagnose/readEvidence';
import { driversOf, entry, exceeds, refused } from './support';

describe('a log of several requests', () => {
  const refusal = (time: string, more = '') => `${time} ERROR RateLimitError: 429 {"type":"error","error":{"type":"rate_limit_error","message":"This request would exceed your organization's rate limit of 30,000 input tokens per minute"}}${more}`;
  const drivers = (text: string) => diagnoseText(text, []).diagnosis.drivers.map(({ id, confidence }) => `${id} ${confidence}`);

  it('tells the size of a request that is sent again, until an answer comes', () => {
    const counted = '2026-11-26 09:00:00 INFO counted input_tokens=182334';
    const retried = [counted, refusal('2026-11-26 09:00:01'), refusal('2026-11-26 09:01:01')];
    assert.equal(readEvidence(retried.join('\n')).inputTokens, 182_334);
    assert.equal(diagnoseText(retried.join('\n'), []).diagnosis.top, 'never-fits');
    const answered = [...retried.slice(0, 2), '2026-11-26 09:00:31 INFO HTTP Request: POST https://api.anthropic.com/v1/messages "HTTP/1.1 200 OK"', refusal('2026-11-26 09:01:01')];
    assert.equal(readEvidence(answered.join('\n')).inputTokens, undefined);
  });

  it('shows a timetable that starts what is refused', () => {
    const refusals = ['09:00:20', '09:00:21', '09:00:22'].map((time) => refusal(`2026-11-26 ${time}`));
    assert.deepEqual(drivers(['2026-11-26 09:00:00 host CRON[812]: (app) CMD (run.sh)', ...refusals].join('\n')), ['scheduled-peaks medium']);
    assert.deepEqual(drivers(['2026-11-26 07:00:00 host CRON[812]: (app) CMD (run.sh)', ...refusals].join('\n')), []);
    assert.deepEqual(drivers(refusals.join('\n')), []);
  });

  it('shows the programs that share a limit, by the names of files or services', () => {
    const files = ['==> /var/log/etl.log <==', refusal('2026-11-26 09:00:00'), '', '==> /var/log/bot.log <==', refusal('2026-11-26 09:00:01')];
    assert.deepEqual(drivers(files.join('\n')), ['shared-organization medium']);
    assert.deepEqual(drivers(files.slice(0, 2).join('\n')), []);
    const services = (first: string, second: string) => [`${first}  | ${refusal('2026-11-26 09:00:00')}`, `${second}  | ${refusal('2026-11-26 09:00:01')}`].join('\n');
    assert.deepEqual(drivers(services('worker-1', 'api-1')), ['shared-organization medium']);
    assert.deepEqual(drivers(services('worker-1', 'worker-1')), []);
    assert.deepEqual(drivers(services('ERROR', 'WARNING')), []);
  });

  it('tells the whole message where the newest error breaks off in it', () => {
    const { message } = readEvidence(`${refusal('2026-11-26 09:00:00')}\n2026-11-26 09:00:01 ERROR RateLimitError: 429 {"type":"error","error":{"type":"rate_limit_error","message":"This request would exceed your organ`);
    assert.match(message ?? '', /30,000 input tokens per minute/);
  });
});

describe('a log that tells what answers cost', () => {
  const answered = (second: number, tokens: number) => `2026-11-26 09:00:${String(second).padStart(2, '0')} INFO POST /summary 200 (input_tokens=${tokens}, req_01answer${second})`;
  const limit = "This request would exceed your organization's rate limit of 2,000,000 input tokens per minute";
  const failed = `2026-11-26 09:00:40 ERROR anthropic.RateLimitError: Error code: 429 - {'type': 'error', 'error': {'type': 'rate_limit_error', 'message': "${limit}"}, 'request_id': 'req_01refused'}`;

  it('keeps the id and the size of an answered request apart from the error behind it', () => {
    const { requestId, inputTokens, timeline } = readEvidence([answered(1, 2100), answered(5, 2200), failed].join('\n'));
    assert.deepEqual([requestId, inputTokens], ['req_01refused', undefined]);
    assert.deepEqual(timeline.map((one) => [one.kind, one.inputTokens]), [['answer', 2100], ['answer', 2200], ['error', undefined]]);
  });

  it('takes a failure that Claude Code tells as an answer without cost for a failure', () => {
    const line = '{"type":"assistant","message":{"model":"<synthetic>","role":"assistant","content":[{"type":"text","text":"API Error: 429 {\\"type\\":\\"error\\",\\"error\\":{\\"type\\":\\"rate_limit_error\\",\\"message\\":\\"x\\"},\\"request_id\\":\\"req_01abc\\"}"}],"usage":{"input_tokens":0,"output_tokens":0}}}';
    const { requestId, timeline } = readEvidence(line);
    assert.deepEqual([requestId, timeline.map(({ kind }) => kind)], ['req_01abc', ['error']]);
  });

  it('shows that others use the limit where its own answers cost a small part of it', () => {
    const timeline = [1, 21, 41].map((second) => entry('answer', second, { inputTokens: 2000 }));
    const evidence = (tokens: string) => refused({ message: exceeds(`${tokens} input tokens`), timeline: [entry('answer', -5, { inputTokens: 2000 }), ...timeline, entry('error', 60)] });
    assert.deepEqual(driversOf(evidence('2,000,000')), ['shared-organization medium']);
    assert.deepEqual(driversOf(evidence('10,000')), []);
    const untold = { ...evidence('2,000,000'), timeline: [...timeline, entry('answer', 50), entry('error', 60)] };
    assert.deepEqual(driversOf(untold), []);
    const late = { ...evidence('2,000,000'), timeline: [...timeline, entry('error', 50)] };
    assert.deepEqual(driversOf(late), ['shared-organization low']);
  });
});
