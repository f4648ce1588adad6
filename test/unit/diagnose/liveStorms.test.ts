import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inspect } from 'node:util';
import Anthropic, { type ClientOptions } from '@anthropic-ai/sdk';
import { diagnoseText } from '../../../src/diagnose/diagnoseText';
import { scenarios as all } from '../../../src/emulator/scenarios';
import type { Scenario } from '../../../src/emulator/scenarios/scenario';
import { startEmulator, type Emulator } from '../../../src/emulator/server';
import { localEnvironment, runCommand } from '../../support/runCommand';

type ApiError = InstanceType<typeof Anthropic.APIError>;

/** The ways in which programs print what the SDK throws. */
const forms: Readonly<Record<string, (error: ApiError) => string>> = {
  'console.error(error)': (error) => inspect(error),
  'console.error with a text before it': (error) => `Request to Claude failed: ${inspect(error)}`,
  'an error with it as its cause': (error) => inspect(new Error('Could not summarize the report', { cause: error })),
  'its message': ({ message }) => `Error: ${message}`,
  'its stack': ({ stack }) => stack ?? '',
  'its status and body': ({ status, error }) => `${status} ${JSON.stringify(error)}`,
  'its message and headers': ({ message, headers }) => `${message}\n${inspect(Object.fromEntries(headers ?? []))}`,
  'a line of a JSON log': ({ message, stack, status }) => JSON.stringify({ level: 50, time: 1_795_000_000_000, err: { type: 'Error', message, stack, status }, msg: 'request failed' }),
};

/** What else may be said where no header is printed: these differ from it in the numbers of the buckets alone. */
const like: Readonly<Record<string, readonly string[]>> = {
  burst: ['requests-per-minute'],
  'never-fits': ['input-tokens-per-minute'],
  'workspace-limit': ['input-tokens-per-minute'],
  'priority-capacity': ['input-tokens-per-minute', 'cannot-tell'],
  'entitlement-gate': ['cannot-tell'],
};

/** Clouds answer through SDKs of their own, which are captured in `test/diagnoses/storms.jsonl`. */
const scenarios = all.filter(({ id }) => id !== 'bedrock-throttling' && id !== 'vertex-quota');

const prompt: Anthropic.MessageCreateParamsNonStreaming = { model: 'claude-sonnet-5', max_tokens: 64, messages: [{ role: 'user', content: 'Hello' }] };

describe('a diagnosis of what a program with the SDK prints', () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator();
  });
  after(() => emulator.close());

  const clientOf = (options: ClientOptions = {}) => new Anthropic({ apiKey: 'test-key', baseURL: emulator.url, maxRetries: 0, logLevel: 'off', ...options });

  async function thrown({ id }: Scenario, client: Anthropic): Promise<ApiError> {
    const asked = id === 'batch-queue' ? client.messages.batches.create({ requests: [{ custom_id: 'a', params: prompt }] }) : id === 'stream-error' ? client.messages.stream(prompt).finalMessage() : client.messages.create(prompt);
    const error: unknown = await asked.then(() => undefined, (caught: unknown) => caught);
    assert.ok(error instanceof Anthropic.APIError, id);
    return error;
  }

  function assertNamed({ id }: Scenario, text: string): void {
    const showsHeaders = /anthropic-(?:ratelimit|priority)-|x-should-retry/.test(text);
    const accepted = [id, ...(showsHeaders ? [] : (like[id] ?? []))];
    const { top } = diagnoseText(text, []).diagnosis;
    assert.ok(accepted.includes(top), `${top} instead of ${accepted.join(' or ')} in:\n${text}`);
  }

  for (const [form, print] of Object.entries(forms)) {
    it(`names the cause of every failure from ${form}`, async () => {
      for (const scenario of scenarios) {
        emulator.setScenario(scenario);
        assertNamed(scenario, print(await thrown(scenario, clientOf())));
      }
    });
  }

  it('names the cause of every failure from the debug log of the SDK with the message below it', async () => {
    for (const scenario of scenarios.filter(({ id }) => id !== 'stream-error')) {
      emulator.setScenario(scenario);
      const lines: string[] = [];
      const write = (text: string, ...rest: readonly unknown[]) => void lines.push([text, ...rest.map((part) => inspect(part))].join(' '));
      const { message } = await thrown(scenario, clientOf({ logLevel: 'debug', logger: { error: write, warn: write, info: write, debug: write } }));
      assertNamed(scenario, [...lines, `Error: ${message}`].join('\n'));
    }
  });

  it('names the cause from an exception that nobody caught', async () => {
    const sdk = require.resolve('@anthropic-ai/sdk');
    // Of each kind of answer one, as every run starts a program.
    for (const scenario of scenarios.filter(({ id }) => ['input-tokens-per-minute', 'spend-cap', 'overloaded', 'stream-error'].includes(id))) {
      emulator.setScenario(scenario);
      const method = scenario.id === 'stream-error' ? 'stream' : 'create';
      const program = `const { default: Anthropic } = require(${JSON.stringify(sdk)}); void new Anthropic({ maxRetries: 0 }).messages.${method}(${JSON.stringify(prompt)})${method === 'stream' ? '.finalMessage()' : ''}`;
      const { code, output } = await runCommand([process.execPath, '-e', program], localEnvironment({ ANTHROPIC_BASE_URL: emulator.url }), 30_000);
      assert.notEqual(code, 0);
      assertNamed(scenario, output);
    }
  });
});

describe('the captured storms', () => {
  const lines = readFileSync(path.join(__dirname, '../../diagnoses/storms.jsonl'), 'utf8').split('\n').filter((line) => line !== '');

  it('hold no path of the machine they were captured on, and no port of the emulator', () => {
    const own = /\/tmp\/|\/root\/|\/work\/|127\.0\.0\.1:(?!4000\b|8000\b)\d/;
    assert.deepEqual(lines.filter((line) => own.test(line)).map((line) => (JSON.parse(line) as { readonly id: string }).id), []);
  });
});
