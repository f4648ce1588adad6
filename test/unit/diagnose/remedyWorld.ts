import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import Anthropic, { type ClientOptions } from '@anthropic-ai/sdk';
import { causes } from '../../../src/diagnose/causes';
import { diagnoseText } from '../../../src/diagnose/diagnoseText';
import { noEvidence, type Evidence } from '../../../src/diagnose/evidence';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../../src/emulator/server';

type Message = Anthropic.MessageCreateParamsNonStreaming;

/** A program's surroundings: the emulator, the real SDK, and a clock that only the program's waits move. */
export interface World {
  readonly emulator: Emulator;
  /** ms */
  readonly now: () => number;
  readonly wait: (seconds: number) => void;
  /** A client that does not retry by itself unless told so; what its own retries wait passes at once, on the clock of the world. */
  readonly client: (options?: ClientOptions) => Anthropic;
  /** Sends messages one after another, each after a wait, and says with which status each was answered. */
  readonly send: (messages: readonly Message[], options?: { readonly every?: number; readonly client?: Anthropic }) => Promise<readonly number[]>;
  /** The same, all at once. */
  readonly sendAtOnce: (messages: readonly Message[], client?: Anthropic) => Promise<readonly number[]>;
  /** The newest error of `send` and `sendAtOnce`. */
  readonly error: () => InstanceType<typeof Anthropic.APIError>;
  /** Seconds that the newest error asked to wait. */
  readonly retryAfter: () => number;
}

const start = Date.UTC(2026, 10, 24, 12, 0, 10);

/** Lets a program run in a world of its own. */
export async function inWorld(options: EmulatorOptions, program: (world: World) => Promise<void>): Promise<void> {
  let now = start;
  let newest: InstanceType<typeof Anthropic.APIError> | undefined;
  const emulator = await startEmulator({ seed: 429, now: () => now, ...options });
  const wait = (seconds: number) => void (now += seconds * 1000);
  const client = (more: ClientOptions = {}) => new Anthropic({ apiKey: 'test-key', baseURL: emulator.url, logLevel: 'off', maxRetries: 0, ...more, fetch: passingWaits(wait, more.maxRetries ?? 0) });
  const usual = client();
  const one = (params: Message, by: Anthropic) =>
    by.messages.create(params).then(
      () => 200,
      (error: unknown) => {
        assert.ok(error instanceof Anthropic.APIError && error.status !== undefined, inspect(error));
        newest = error;
        return Number(error.status);
      },
    );
  const error = () => newest ?? assert.fail('nothing was refused');
  try {
    await program({
      emulator,
      now: () => now,
      wait,
      client,
      send: async (work, { every = 0, client: by = usual } = {}) => {
        const statuses: number[] = [];
        for (const params of work) {
          statuses.push(await one(params, by));
          wait(every);
        }
        return statuses;
      },
      sendAtOnce: (work, by = usual) => Promise.all(work.map((params) => one(params, by))),
      error,
      retryAfter: () => Number(error().headers?.get('retry-after') ?? assert.fail('the answer asks for no wait')),
    });
  } finally {
    await emulator.close();
  }
}

/** The SDK decides by itself whether it tries again; where it does, its wait passes at once, by as much as the server asked for. */
function passingWaits(wait: World['wait'], maxRetries: number): NonNullable<ClientOptions['fetch']> {
  return async (url, init) => {
    const response = await fetch(url, init);
    const retries = Number(new Headers(init?.headers).get('x-stainless-retry-count') ?? 0);
    if (response.ok || retries >= maxRetries) return response;
    wait(Number(response.headers.get('retry-after') ?? 0));
    const headers = new Headers(response.headers);
    headers.set('retry-after-ms', '1');
    return new Response(response.body, { status: response.status, headers });
  };
}

/** A message with about so many tokens of input, different for each number. */
export function message(number = 0, tokens = 10, more: Partial<Message> = {}): Message {
  return { model: 'claude-sonnet-5', max_tokens: 100, messages: [{ role: 'user', content: `Question ${number} ${'word '.repeat(Math.max(1, (tokens * 4) / 5 - 20))}` }], ...more };
}

/** So many different messages. */
export function messages(count: number, tokens = 10, more: Partial<Message> = {}): readonly Message[] {
  return Array.from({ length: count }, (_, index) => message(index, tokens, more));
}

/** What is left of the refusals. */
export const refused = (statuses: readonly number[]) => statuses.filter((status) => status !== 200);

/** Asserts that the printed error is diagnosed as this cause, and that what the diagnosis tells to do contains what the test goes on to prove. */
export function assertTold(error: unknown, cause: string, advice: RegExp): void {
  const { diagnosis } = diagnoseText(inspect(error), []);
  assert.equal(diagnosis.top, cause, inspect(error));
  assertAdvised(cause, advice, diagnosis.evidence);
}

/** Asserts that the advice of a cause contains something. */
export function assertAdvised(id: string, advice: RegExp, evidence: Evidence = noEvidence): void {
  const cause = causes.find((other) => other.id === id) ?? assert.fail(`there is no cause ${id}`);
  assert.match([...cause.advice(evidence), cause.waiting(evidence).text].join('\n'), advice);
}
