import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inspect } from 'node:util';
import Anthropic from '@anthropic-ai/sdk';
import { causes } from '../../../src/diagnose/causes';
import { diagnoseText } from '../../../src/diagnose/diagnoseText';
import { faultKinds, type FaultKind } from '../../../src/emulator/faults';
import { scenarios } from '../../../src/emulator/scenarios';
import type { Scenario } from '../../../src/emulator/scenarios/scenario';
import { inWorld, message } from './remedyWorld';

/** The cause of each fault that no scenario has. */
const others: Partial<Record<FaultKind, string>> = {
  'linked-spend-limit': 'contract-spend-cap',
  'self-set-spend-limit': 'self-set-spend-limit',
  'claude-code-spend-limit': 'self-set-spend-limit',
  billing: 'credit-balance',
  'subscription-seven-day': 'subscription-limit',
  'bedrock-requests': 'bedrock-throttling',
  'vertex-requests': 'vertex-quota',
  'gateway-cloudflare': 'gateway-limit',
  'gateway-nginx': 'gateway-limit',
  timeout: 'not-a-rate-limit',
};

/** What the SDK throws at a request that meets the scenario. */
async function thrown(scenario: Pick<Scenario, 'id' | 'faults' | 'limits'>): Promise<unknown> {
  let error: unknown;
  await inWorld(scenario, async (world) => {
    const client = world.client();
    const ask = {
      'batch-queue': () => client.messages.batches.create({ requests: [{ custom_id: 'a', params: message() }] }),
      'stream-error': () => client.messages.stream(message()).finalMessage(),
    }[scenario.id];
    await (ask ?? (() => client.messages.create(message())))().catch((caught: unknown) => (error = caught));
  });
  assert.ok(error instanceof Anthropic.APIError);
  return error;
}

describe('every failure that can be rehearsed', () => {
  const all = [...scenarios, ...Object.entries(others).map(([kind, id]) => ({ id, faults: [{ kind: kind as FaultKind }], limits: {} }))];

  for (const scenario of all) {
    const kind = scenario.faults[0]?.kind;
    it(`${scenario.id}, met as ${kind}, is told as what it is from the exception that the SDK throws`, async () => {
      const text = inspect(await thrown(scenario));
      const { diagnosis } = diagnoseText(text, []);
      assert.equal(diagnosis.top, scenario.id, text);
      assert.notEqual(diagnosis.causes[0]?.confidence, 'low');
    });
  }

  it('is every fault but those that only delay or cut', () => {
    const met = all.flatMap(({ faults }) => faults.map(({ kind }) => kind));
    assert.deepEqual(faultKinds.filter((kind) => !met.includes(kind)), ['slow', 'connection-reset']);
  });

  it('is every limit that a diagnosis knows', () => {
    const limits = causes.filter(({ kind }) => kind === 'limit').map(({ id }) => id);
    assert.deepEqual(limits.filter((id) => !scenarios.some((scenario) => scenario.id === id)), []);
  });
});

it('the advice of every cause is proven', () => {
  const proofs = readdirSync(__dirname)
    .filter((file) => file.startsWith('remediesOf'))
    .map((file) => readFileSync(path.join(__dirname, file), 'utf8'))
    .join('\n');
  assert.deepEqual(causes.map(({ id }) => id).filter((id) => !proofs.includes(`'${id}'`)), []);
});
