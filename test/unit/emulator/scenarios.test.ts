import assert from 'node:assert/strict';
import Anthropic from '@anthropic-ai/sdk';
import { startTier } from '../../../src/emulator/limits';
import { scenarios } from '../../../src/emulator/scenarios';
import { findScenario } from '../../../src/emulator/scenarios/findScenario';
import type { Scenario } from '../../../src/emulator/scenarios/scenario';
import { readScenario } from '../../../src/emulator/scenarios/readScenario';
import { scenarioWith } from '../../../src/emulator/scenarios/scenarioWith';
import type { Emulator } from '../../../src/emulator/server';
import { clientOf, hello, withEmulator } from './withEmulator';

function scenario(id: string): Scenario {
  const found = findScenario(id);
  assert.ok(typeof found !== 'string', id);
  return found;
}

/** Asks once, in the way that meets the scenario: a batch, a stream, or a message. */
function ask(client: Anthropic, { id }: Scenario): Promise<unknown> {
  if (id === 'batch-queue') return client.messages.batches.create({ requests: [{ custom_id: 'a', params: hello }] });
  return id === 'stream-error' ? client.messages.stream(hello).finalMessage() : client.messages.create(hello);
}

/** How many of the first five tries fail. */
async function failures(emulator: Emulator, tried: Scenario): Promise<number> {
  let failed = 0;
  for (let count = 0; count < 5; count++) await ask(clientOf(emulator, { maxRetries: 0 }), tried).catch(() => failed++);
  return failed;
}

describe('the scenarios', () => {
  it('have ids of their own', () => assert.equal(new Set(scenarios.map(({ id }) => id)).size, scenarios.length));

  for (const tried of scenarios) {
    it(`${tried.id}: ${tried.isSurvivable ? 'fails twice and then answers' : 'fails always'}`, () =>
      withEmulator({ scenario: tried }, async ({ emulator }) => assert.equal(await failures(emulator, tried), tried.isSurvivable ? 2 : 5)));
  }

  it('take other waits where they have any, and keep none where the service sends none', () => {
    assert.equal(scenarioWith(scenario('requests-per-minute'), { retryAfterSeconds: 9 }).faults[0]?.retryAfterSeconds, 9);
    assert.equal(scenarioWith(scenario('spend-cap'), { retryAfterSeconds: 9 }).faults[0]?.retryAfterSeconds, undefined);
  });

  it('take the limits of a snapshot, and keep a workspace below its organization', () => {
    const { limits } = scenarioWith(scenario('workspace-limit'), { limits: { rpm: 50, itpm: 30_000, otpm: 8_000 } });
    assert.deepEqual(limits, { rpm: 50, itpm: 30_000, otpm: 8_000, workspace: { itpm: 15_000, otpm: 4_000 } });
    const kept = scenarioWith(scenario('workspace-limit'), { limits: { itpm: 9_000_000 } });
    assert.deepEqual(kept.limits?.workspace, { itpm: 1_000_000, otpm: 200_000 });
  });

  it('quote the limits they were given', () =>
    withEmulator({ scenario: scenarioWith(scenario('requests-per-minute'), { limits: { rpm: 50 } }) }, async ({ emulator }) => {
      await assert.rejects(clientOf(emulator, { maxRetries: 0 }).messages.create(hello), /rate limit of 50 requests per minute/);
    }));

  it('can be changed while a program runs, and a reset goes back to the one at the start', () =>
    withEmulator({ scenario: scenario('overloaded') }, async ({ emulator }) => {
      const client = clientOf(emulator, { maxRetries: 0 });
      emulator.setScenario(scenario('spend-cap'));
      await assert.rejects(client.messages.create(hello), /monthly API usage threshold/);
      assert.equal(emulator.requests.length, 1);
      emulator.reset();
      await assert.rejects(client.messages.create(hello), Anthropic.OverloadedError);
    }));
});

describe('the controls of scenarios', () => {
  const post = (emulator: Emulator, body: string) => fetch(`${emulator.url}/__emulator/scenario`, { method: 'POST', body });

  it('list them, and put one in force with the wait it is given', () =>
    withEmulator({ limits: { rpm: 50 } }, async ({ emulator }) => {
      const listed = (await (await fetch(`${emulator.url}/__emulator/scenarios`)).json()) as { readonly scenarios: unknown };
      assert.deepEqual(listed.scenarios, JSON.parse(JSON.stringify(scenarios)));
      const response = await post(emulator, '{"id": "burst", "retryAfterSeconds": 7}');
      assert.equal(response.status, 200);
      const state = (await (await fetch(`${emulator.url}/__emulator/state`)).json()) as { readonly scenario: string; readonly limits: { readonly rpm: number } };
      assert.deepEqual([state.scenario, state.limits.rpm], ['burst', 50]);
      const error: unknown = await clientOf(emulator, { maxRetries: 0 }).messages.create(hello).catch((thrown: unknown) => thrown);
      assert.ok(error instanceof Anthropic.RateLimitError);
      assert.equal(error.headers.get('retry-after'), '7');
    }));

  it('answer a sentence to what is no scenario, and change nothing', () =>
    withEmulator({}, async ({ emulator, client }) => {
      const wrong: readonly (readonly [string, RegExp])[] = [
        ['', /JSON object/],
        ['[]', /JSON object/],
        ['{"id": ', /JSON object/],
        ['{}', /named by its id\. Scenarios are: requests-per-minute, /],
        ['{"id": "nothing"}', /There is no scenario "nothing"\. Scenarios are: .*spend-cap/],
        ['{"id": "__proto__"}', /There is no scenario/],
        ['{"id": "burst", "times": 3}', /A scenario has no "times"/],
        ['{"id": "burst", "retryAfterSeconds": -1}', /whole number of seconds/],
        ['{"id": "burst", "retryAfterSeconds": "2"}', /whole number of seconds/],
        ['{"id": "burst", "retryAfterSeconds": 9007199254740991}', /at most 999,999,999/],
        ['{"id": {"toString": 1}}', /named by its id/],
        ['{"id": "burst", "limits": {"rpm": 0}}', /rpm must be a number from 0\.001/],
        [`{"id": "${'x'.repeat(100_000)}"}`, /There is no scenario "x{60}"/],
      ];
      for (const [body, sentence] of wrong) {
        const response = await post(emulator, body);
        assert.equal(response.status, 400);
        assert.match(((await response.json()) as { readonly error: string }).error, sentence);
      }
      assert.equal((await client.messages.create(hello)).type, 'message');
    }));

  it('lay the limits of a scenario over those at the start', () => {
    const read = readScenario({ id: 'burst', limits: { itpm: 5 } }, startTier);
    assert.ok(typeof read !== 'string');
    assert.deepEqual([read.limits?.itpm, read.limits?.rpm], [5, startTier.rpm]);
  });
});
