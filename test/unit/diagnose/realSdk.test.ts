import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import Anthropic from '@anthropic-ai/sdk';
import { diagnoseText } from '../../../src/diagnose/diagnoseText';
import { startEmulator, type Emulator } from '../../../src/emulator/server';
import type { Fault } from '../../../src/emulator/faults';

/** What a server can produce, and the cause it must be told as. */
const storms: readonly { readonly fault: Fault; readonly cause: string }[] = [
  { fault: { kind: 'requests-limit' }, cause: 'requests-per-minute' },
  { fault: { kind: 'input-tokens-limit', retryAfterSeconds: 23 }, cause: 'input-tokens-per-minute' },
  { fault: { kind: 'output-tokens-limit' }, cause: 'output-tokens-per-minute' },
  { fault: { kind: 'acceleration-limit' }, cause: 'acceleration-limit' },
  { fault: { kind: 'connections-limit' }, cause: 'concurrent-connections' },
  { fault: { kind: 'spend-limit' }, cause: 'spend-cap' },
  { fault: { kind: 'long-context' }, cause: 'long-context-entitlement' },
  { fault: { kind: 'overloaded' }, cause: 'overloaded' },
  { fault: { kind: 'credit-balance' }, cause: 'credit-balance' },
  { fault: { kind: 'authentication' }, cause: 'authentication' },
  { fault: { kind: 'api-error' }, cause: 'not-a-rate-limit' },
];

const prompt: Anthropic.MessageCreateParamsNonStreaming = { model: 'claude-sonnet-5', max_tokens: 16, messages: [{ role: 'user', content: 'Hello' }] };

describe('diagnosing what the official SDK throws', () => {
  let emulator: Emulator;
  let client: Anthropic;

  before(async () => {
    emulator = await startEmulator({ seed: 429 });
    client = new Anthropic({ apiKey: 'sk-ant-api03-secret-secret', baseURL: emulator.url, maxRetries: 0 });
  });
  after(() => emulator.close());

  for (const { fault, cause } of storms) {
    it(`${fault.kind}: tells ${cause} from the printed exception, its text alone, and its body alone`, async () => {
      emulator.setFaults([fault]);
      const error: unknown = await client.messages.create(prompt).catch((thrown: unknown) => thrown);
      assert.ok(error instanceof Anthropic.APIError);
      for (const text of [inspect(error), inspect(error, { colors: true }), String(error), JSON.stringify(error.error), JSON.stringify({ level: 50, err: { message: error.message, stack: error.stack } })]) {
        const { diagnosis, markdown } = diagnoseText(text, []);
        assert.deepEqual([diagnosis.top, diagnosis.causes[0]?.confidence, diagnosis.evidence.occurrences], [cause, 'high', 1], text);
        assert.equal(diagnosis.evidence.requestId, error.requestID);
        assert.ok(!/[0-9a-f]{8}-[0-9a-f]{4}-/.test(markdown) && !markdown.includes('sk-ant'), markdown);
      }
    });
  }

  it('takes the wait and the limits from the headers of a printed exception', async () => {
    emulator.setFaults([{ kind: 'input-tokens-limit', retryAfterSeconds: 23 }]);
    const error: unknown = await client.messages.create(prompt).catch((thrown: unknown) => thrown);
    const { evidence } = diagnoseText(inspect(error), []).diagnosis;
    assert.equal(evidence.retryAfterSeconds, 23);
    assert.deepEqual(evidence.buckets.map(({ id }) => id).sort(), ['input-tokens', 'output-tokens', 'requests', 'tokens']);
    assert.deepEqual([evidence.status, evidence.errorType, evidence.model], [429, 'rate_limit_error', 'claude-sonnet-5']);
  });

  it('tells an overload inside a stream, which has no status', async () => {
    emulator.setFaults([{ kind: 'stream-error', after: 1 }]);
    const error: unknown = await client.messages.stream(prompt).finalMessage().catch((thrown: unknown) => thrown);
    const { diagnosis, markdown } = diagnoseText(inspect(error), []);
    assert.equal(diagnosis.top, 'stream-error');
    assert.equal(diagnosis.evidence.midStream, true, inspect(error));
    assert.match(markdown, /^# Diagnosis: Overload inside a stream[\s\S]*No SDK sends a stream again/);
  });

  it('tells the same from the raw answer as curl prints it', async () => {
    for (const { fault, cause } of storms) {
      emulator.setFaults([fault]);
      const response = await fetch(`${emulator.url}/v1/messages`, {
        method: 'POST',
        headers: { 'x-api-key': 'sk-ant-api03-secret', 'anthropic-version': '2023-06-01', 'content-type': 'application/json' },
        body: JSON.stringify(prompt),
      });
      const head = [...response.headers].map(([name, value]) => `< ${name}: ${value}`).join('\n');
      const text = `> POST /v1/messages HTTP/1.1\n> x-api-key: sk-ant-api03-secret\n>\n< HTTP/1.1 ${response.status} \n${head}\n<\n${await response.text()}\n`;
      const { diagnosis } = diagnoseText(text, []);
      assert.deepEqual([diagnosis.top, diagnosis.evidence.occurrences, diagnosis.evidence.status], [cause, 1, response.status], text);
    }
  });
});
