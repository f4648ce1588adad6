import assert from 'node:assert/strict';
import { diagnose } from '../../../src/diagnose/diagnose';
import { diagnosisJson } from '../../../src/diagnose/diagnosisJson';
import { isLinkOf, keptDiagnosis, readDiagnosisRequest } from '../../../src/diagnose/diagnosisMessage';
import { readEvidence } from '../../../src/diagnose/readEvidence';
import { docs } from '../../../src/diagnose/docs';

const error = `RateLimitError: 429 {"type":"error","error":{"type":"rate_limit_error","message":"This request would exceed your organization's rate limit of 30,000 input tokens per minute. See https://evil.example/ (x-api-key: sk-ant-api03-verysecret)"}}`;
const shown = { diagnosis: diagnosisJson(diagnose(readEvidence(error), [])), from: 'the clipboard' };

describe('what the page of a diagnosis asks for', () => {
  it('is done only where it is one of its requests', () => {
    for (const request of [{ type: 'load' }, { type: 'copy' }, { type: 'save' }, { type: 'open', call: 0 }, { type: 'fix', call: 3 }, { type: 'fix', call: 0, choose: 'preferred' }, { type: 'step', action: 'ping' }, { type: 'link', address: docs.errors }]) assert.deepEqual(readDiagnosisRequest(request), request);
    for (const other of [undefined, null, 'load', {}, { type: 'run', command: 'workbench.action.quit' }, { type: 'open' }, { type: 'open', call: -1 }, { type: 'open', call: '0' }, { type: 'fix', call: 0.5 }, { type: 'step', action: 'constructor' }, { type: 'step', action: 'headroom.clearHistory' }, { type: 'link', address: 7 }]) assert.equal(readDiagnosisRequest(other), undefined, JSON.stringify(other));
  });

  it('opens the addresses that the diagnosis itself leads to, and none of the error', () => {
    assert.ok(isLinkOf(shown, docs.rateLimits));
    const linked = shown.diagnosis.causes.flatMap(({ advice }) => advice).flatMap((line) => /\]\((https:[^)]+)\)/.exec(line)?.[1] ?? []);
    assert.ok(linked.length > 0);
    for (const address of linked) assert.ok(isLinkOf(shown, address));
    for (const address of ['https://evil.example/', 'https://platform.claude.com/elsewhere', 'http://platform.claude.com', 'command:headroom.ping', '']) assert.ok(!isLinkOf(shown, address), address);
  });
});

describe('what the page of a diagnosis keeps', () => {
  it('is shown again', () => {
    assert.deepEqual(keptDiagnosis(JSON.parse(JSON.stringify(shown))), shown);
    assert.doesNotMatch(JSON.stringify(shown), /verysecret/);
  });

  it('is none where it has another shape or version', () => {
    const { evidence, ...without } = shown.diagnosis;
    assert.ok(evidence);
    for (const state of [undefined, null, 7, {}, { diagnosis: null }, { diagnosis: {} }, { diagnosis: { ...shown.diagnosis, version: 2 } }, { diagnosis: without }, { diagnosis: { ...shown.diagnosis, causes: 7 } }, { diagnosis: { ...shown.diagnosis, calls: [{}] } }]) assert.equal(keptDiagnosis(state), undefined);
  });
});
