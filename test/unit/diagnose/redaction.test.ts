import assert from 'node:assert/strict';
import fc from 'fast-check';
import { diagnose } from '../../../src/diagnose/diagnose';
import { diagnosisJson } from '../../../src/diagnose/diagnosisJson';
import { readEvidence } from '../../../src/diagnose/readEvidence';
import { redact } from '../../../src/diagnose/redact';
import { reportOf } from '../../../src/diagnose/report';

/** Made up, in the forms of their services. */
const secrets: readonly (readonly [text: string, secret: string])[] = [
  ['sk-or-v1-0123456789abcdef0123456789abcdef', '0123456789abcdef'],
  ['ghp_16C7e42F292c6912E7710c838347Ae178B4a', '16C7e42F'],
  ['github_pat_11ABCDEFG0abcdefghij_klmnopqrstuvwxyz', '11ABCDEFG0'],
  ['AIzaSyA1234567890abcdefghijklmnopqrstuv', 'SyA12345'],
  ['ya29.a0AfH6SMBx_abcdefghijklmnop', 'a0AfH6SMBx'],
  ['aws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLE', 'wJalrXUtnFEMI'],
  ['https://x.s3.amazonaws.com/f?X-Amz-Signature=abcdef0123&X-Amz-Expires=60', 'abcdef0123'],
  ['https://h.example/?a=1&token=abcdef123456', 'abcdef123456'],
  ['https://user:hunter22@proxy.local:8080/x', 'hunter22'],
  ['set-cookie: __cf_bm=first.part; path=/; other=second', 'first.part'],
  ['cookie: a=first; session=second', 'second'],
  ['xoxb-123456789012-abcdefghijkl', '123456789012'],
  ['hf_abcdefghijklmnopqrstuvwxyz0123', 'abcdefghijkl'],
  ['api_key: 88dc28d0f030c55ed4ab77ed8faf098196cb1c05', '88dc28d0'],
  ['key 88dc28d0f030c55ed4ab77ed8faf098196cb1c05df778539800c9f1243fe6b4b', '88dc28d0'],
];

const contents: readonly string[] = [
  '{"role":"user","content":"MYPROMPT \\"x\\" MYPROMPT"}',
  "[{'role': 'user', 'content': 'MYPROMPT it\\'s MYPROMPT'}]",
  JSON.stringify({ body: JSON.stringify({ system: 'MYPROMPT "q" MYPROMPT', messages: [{ role: 'user', content: [{ type: 'text', text: 'MYPROMPT' }] }] }) }),
  "prompt: 'MYPROMPT",
  '{"type":"tool_use","name":"bash","input":{"command":"MYPROMPT"}}',
];

describe('what a report never shows', () => {
  for (const [text, secret] of secrets) {
    it(`is ${text.slice(0, 24)}…`, () => assert.ok(!redact(`before ${text} behind`).includes(secret), redact(text)));
  }

  it('is the content of a request, whole or cut off, in JSON, Python and strings of both', () => {
    for (const text of contents) assert.ok(!redact(text).includes('MYPROMPT'), redact(text));
  });

  it('is any of these in the message of an error, in the report or in its JSON', () => {
    for (const text of [...secrets.map(([each]) => each), ...contents]) {
      const evidence = { ...readEvidence('RateLimitError: 429 {"type":"error","error":{"type":"rate_limit_error","message":"x"},"request_id":"req_011KEEP"}'), message: `of 50 requests: ${text}` };
      const diagnosis = diagnose(evidence, []);
      const shown = `${reportOf(diagnosis)}${JSON.stringify(diagnosisJson(diagnosis))}`;
      for (const secret of ['MYPROMPT', ...secrets.map(([, each]) => each)]) assert.ok(!shown.includes(secret), `${secret} in ${shown}`);
      assert.ok(shown.includes('req_011KEEP'));
    }
  });

  it('stays what it is when redacted again, whatever stands together', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...secrets.map(([text]) => text), ...contents, ' ', '"', "'", '\\', '\n', '=', '{', '}', 'input":', 'content": "', 'role": "user", '), { maxLength: 8 }), (parts) => {
        const once = redact(parts.join(''));
        assert.equal(redact(once), once);
      }),
      { seed: 429, numRuns: 2000 },
    );
  });

  it('leaves the sentence of an error readable', () => {
    const sentence = "This request would exceed your organization's rate limit of 30,000 input tokens per minute (model: claude-sonnet-4-6). See https://docs.claude.com/en/api/rate-limits?a=b";
    assert.equal(redact(sentence), sentence);
  });
});

describe('a redaction of hostile text', () => {
  const million = 1_000_000;
  for (const unit of ['://a:', '?key=', 'content": "', '"role":"user","content":"', 'input": {', 'cookie: ', 'hf_', 'AIza', 'password=', 'ya29.', '0123456789abcdef', '\\"text\\":\\"']) {
    it(`ends for 5 MB of ${unit}`, () => assert.ok(redact(unit.repeat((5 * million) / unit.length)).length > 0)).timeout(5000);
  }
});
