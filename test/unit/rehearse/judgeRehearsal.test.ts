import assert from 'node:assert/strict';
import Anthropic, { type APIError } from '@anthropic-ai/sdk';
import { findScenario } from '../../../src/emulator/scenarios/findScenario';
import type { Scenario } from '../../../src/emulator/scenarios/scenario';
import { scenarioWith } from '../../../src/emulator/scenarios/scenarioWith';
import { type Emulator, startEmulator } from '../../../src/emulator/server';
import { judgeRehearsal, type Rehearsal } from '../../../src/rehearse/judgeRehearsal';
import { rehearsalText } from '../../../src/rehearse/rehearsalText';
import { testKey } from '../../support/testKey';

/** Lets a program meet a scenario whose refusals ask to wait so long, and judges it. The emulator's clock stands for the waits. */
async function rehearse(id: string, retryAfterSeconds: number, program: (client: Anthropic, desk: Desk) => Promise<unknown>): Promise<Rehearsal> {
  const found = findScenario(id);
  assert.ok(typeof found !== 'string');
  const scenario: Scenario = scenarioWith(found, { retryAfterSeconds });
  let now = Date.UTC(2026, 10, 26);
  const emulator = await startEmulator({ scenario, seed: 1, now: () => now });
  try {
    const client = new Anthropic({ apiKey: testKey('rehearsed'), baseURL: emulator.url, maxRetries: 0, logLevel: 'off' });
    await program(client, { emulator, pass: (seconds) => (now += seconds * 1000) }).catch((error: unknown) => assert.ok(error instanceof Anthropic.APIError, String(error)));
    return judgeRehearsal(scenario, emulator.requests);
  } finally {
    await emulator.close();
  }
}

interface Desk {
  readonly emulator: Emulator;
  /** Lets seconds pass on the emulator's clock. */
  readonly pass: (seconds: number) => void;
}

const request = { model: 'claude-haiku-5-5', max_tokens: 5, messages: [{ role: 'user' as const, content: 'Hi' }] };

/** `instanceof` alone would leave the class's type parameters unchecked. */
function askedToWait({ headers }: APIError): number {
  return Number(headers?.get('retry-after') ?? 0);
}

/** Sends until an answer comes, so many times at most, and lets so long pass in between. */
const retrying = (attempts: number, wait: (asked: number) => number) => async (client: Anthropic, { pass }: Desk) => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await client.messages.create(request);
    } catch (error) {
      if (attempt === attempts || !(error instanceof Anthropic.APIError)) throw error;
      pass(wait(askedToWait(error as APIError)));
    }
  }
};

describe('a rehearsal', () => {
  it('passes for a program that waits as told until it has its answer', async () => {
    const { verdict, calls, finished, mostAttempts, tooEarly } = await rehearse('requests-per-minute', 20, retrying(5, (asked) => asked));
    assert.deepEqual({ verdict, calls, finished, mostAttempts, tooEarly }, { verdict: 'passes', calls: 1, finished: 1, mostAttempts: 3, tooEarly: 0 });
  });

  it('fails for a program that nothing sends again', async () => {
    const { verdict, reasons } = await rehearse('input-tokens-per-minute', 20, retrying(1, () => 0));
    assert.equal(verdict, 'fails');
    assert.match(reasons.join(), /never got an answer.*nothing sent it again/);
  });

  it('fails for a program that comes back before the time, though it gets through', async () => {
    const { verdict, tooEarly, reasons } = await rehearse('input-tokens-per-minute', 20, retrying(5, () => 0.5));
    assert.deepEqual([verdict, tooEarly], ['fails', 2]);
    assert.match(reasons.join(), /before the time that `retry-after` had asked/);
  });

  it('fails for a program that repeats what cannot succeed, and passes for one that stops at once', async () => {
    assert.equal((await rehearse('spend-cap', 1, retrying(3, () => 1))).verdict, 'fails');
    assert.equal((await rehearse('spend-cap', 1, retrying(1, () => 0))).verdict, 'passes');
  });

  it('takes a broken stream for no answer, and the whole request sent again for the same call', async () => {
    const stream = async (client: Anthropic) => {
      for await (const event of await client.messages.create({ ...request, stream: true })) assert.ok(event.type);
    };
    const again = async (client: Anthropic) => {
      for (let attempt = 0; attempt < 5; attempt++) {
        const ended = await stream(client).then(() => true, () => false);
        if (ended) return;
      }
    };
    assert.equal((await rehearse('stream-error', 1, stream)).verdict, 'fails');
    const { verdict, calls } = await rehearse('stream-error', 1, again);
    assert.deepEqual([verdict, calls], ['passes', 1]);
  });

  it('says that nothing is shown where no request met the failure', async () => {
    const { verdict, reasons } = await rehearse('overloaded', 1, () => Promise.resolve());
    assert.equal(verdict, 'not-met');
    assert.match(reasons.join(), /ANTHROPIC_BASE_URL/);
  });

  it('tells two calls of the same text apart once the first has its answer', async () => {
    const twice = async (client: Anthropic, desk: Desk) => {
      await retrying(5, (asked) => asked)(client, desk);
      return client.messages.create(request);
    };
    assert.deepEqual((await rehearse('overloaded', 1, twice)).attempts.map(({ call, status }) => [call, status]), [[1, 529], [1, 529], [1, 200], [2, 200]]);
  });

  it('writes the same report every time, the verdict first', async () => {
    const [one, two] = [await rehearse('requests-per-minute', 20, retrying(5, (asked) => asked)), await rehearse('requests-per-minute', 20, retrying(5, (asked) => asked))];
    assert.equal(rehearsalText(one), rehearsalText(two));
    assert.match(rehearsalText(one), /^# Rehearsal: passed\n[\s\S]*3 requests for 1 call, 2 refused/);
  });
});
