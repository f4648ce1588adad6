import assert from 'node:assert/strict';
import Anthropic from '@anthropic-ai/sdk';
import type { Fault } from '../../../src/emulator/faults';
import { startEmulator } from '../../../src/emulator/server';
import { assertTold, inWorld, message, messages, refused, type World } from './remedyWorld';

/** A refusal that does not come of the program's pace, what ends it, and what is tried in vain. */
interface Proof {
  readonly cause: string;
  /** Which of its forms, where the cause has several. */
  readonly form?: string;
  readonly fault: Fault;
  /** The request that is refused, where it is not a plain message with a key. */
  readonly storm?: (world: World) => Promise<readonly number[]>;
  readonly remedies: readonly { readonly name: string; readonly advice: RegExp; readonly follow: (world: World) => Promise<readonly number[]> }[];
  readonly inVain: readonly { readonly name: string; readonly follow: (world: World) => Promise<readonly number[]> }[];
}

const once: NonNullable<Proof['storm']> = (world) => world.send(messages(1));

/** What somebody does outside of the program: more money, a higher cap, a new contract. */
const granted: Proof['remedies'][number]['follow'] = (world) => {
  world.emulator.setFaults([]);
  return once(world);
};

const waiting = (seconds: number): Proof['remedies'][number]['follow'] => (world) => {
  world.wait(seconds);
  return once(world);
};

/** One request, and the next one when the wait that its refusal asked for is over. */
const stopped = (ask: (world: World) => Promise<readonly number[]>): Proof['remedies'][number]['follow'] => async (world) => {
  await ask(world);
  world.wait(world.retryAfter());
  return ask(world);
};

const retries = { name: 'retrying', follow: (world: World) => world.send(messages(4), { every: 60, client: world.client({ maxRetries: 2 }) }) };
const otherKey = { name: 'another key of the same organization', follow: (world: World) => world.send(messages(1), { client: world.client({ apiKey: 'another-key' }) }) };
const lowerMaxTokens = { name: 'a lower max_tokens', follow: (world: World) => world.send(messages(1, 10, { max_tokens: 1 })) };
const otherModel = { name: 'another model', follow: (world: World) => world.send(messages(1, 10, { model: 'claude-haiku-5-5' })) };

const week = 7 * 24 * 3600;
const december = '2026-12-01T00:00:00Z';

const withToken = (world: World) => world.client({ apiKey: null, authToken: 'sk-ant-oat01-test' });
const asToken: NonNullable<Proof['storm']> = (world) => world.send(messages(1), { client: withToken(world) });
const longContext = (world: World) => world.client({ defaultHeaders: { 'anthropic-beta': 'context-1m-2025-08-07' } });

const proofs: readonly Proof[] = [
  {
    cause: 'spend-cap',
    fault: { kind: 'spend-limit', until: december },
    remedies: [
      { name: 'a higher cap', advice: /ask for a higher one/, follow: granted },
      { name: 'the day that the message names', advice: /access returns.*2026-12-01/, follow: waiting(week) },
    ],
    inVain: [retries, otherKey, lowerMaxTokens, otherModel],
  },
  {
    cause: 'contract-spend-cap',
    fault: { kind: 'contract-spend-limit' },
    remedies: [{ name: 'a raised contract', advice: /raise or renew/, follow: granted }],
    inVain: [retries, otherKey, lowerMaxTokens, otherModel, { name: 'a week', follow: waiting(week) }],
  },
  {
    cause: 'self-set-spend-limit',
    fault: { kind: 'workspace-spend-limit', until: december },
    remedies: [
      { name: 'a higher limit of the workspace', advice: /Raise the spend limit of the workspace/, follow: granted },
      { name: 'the day that the message names', advice: /2026-12-01|date in the message/, follow: waiting(week) },
    ],
    inVain: [retries, otherKey, lowerMaxTokens, otherModel],
  },
  {
    cause: 'self-set-spend-limit',
    form: 'of the organization',
    fault: { kind: 'self-set-spend-limit', until: december },
    remedies: [
      { name: 'a higher limit of the organization', advice: /Raise the spend limit of the organization/, follow: granted },
      { name: 'the day that the message names', advice: /access returns.*2026-12-01/, follow: waiting(week) },
    ],
    inVain: [retries, otherKey, lowerMaxTokens],
  },
  {
    cause: 'self-set-spend-limit',
    form: 'of Claude Code\'s workspace, as a 429 with a retry-after',
    fault: { kind: 'claude-code-spend-limit', until: december },
    remedies: [
      { name: 'a higher limit of the workspace', advice: /Raise the spend limit of the workspace/, follow: granted },
      { name: 'stopping, and going on when the wait of days is over', advice: /Stop retrying it.*lasts for days.*`retry-after`/, follow: stopped(once) },
    ],
    inVain: [{ name: 'retrying for minutes', follow: (world) => world.send(messages(4), { every: 300 }) }, otherKey, lowerMaxTokens, otherModel],
  },
  { cause: 'credit-balance', fault: { kind: 'credit-balance' }, remedies: [{ name: 'more credit', advice: /Add credit/, follow: granted }], inVain: [retries, otherKey, lowerMaxTokens, otherModel, { name: 'a week', follow: waiting(week) }] },
  {
    cause: 'long-context-entitlement',
    fault: { kind: 'long-context', beta: 'context-1m' },
    storm: (world) => world.send(messages(1), { client: longContext(world) }),
    remedies: [{ name: 'no beta header', advice: /remove the 1M-context beta header/, follow: once }],
    inVain: [{ name: 'retrying', follow: (world) => world.send(messages(4), { every: 3600, client: longContext(world) }) }],
  },
  {
    cause: 'subscription-limit',
    fault: { kind: 'subscription-five-hour', credential: 'token', until: '2026-11-24T14:13:29Z' },
    storm: asToken,
    remedies: [
      { name: 'an API key', advice: /Use an API key/, follow: once },
      { name: 'stopping, and going on when the window resets', advice: /stop and say when it may go on/, follow: stopped(asToken) },
    ],
    inVain: [{ name: 'retrying for minutes', follow: (world) => world.send(messages(4), { every: 300, client: withToken(world) }) }],
  },
  {
    cause: 'subscription-limit',
    form: 'of a week',
    // 121,180 s after the first request.
    fault: { kind: 'subscription-seven-day', credential: 'token', until: '2026-11-25T21:39:50Z' },
    storm: asToken,
    remedies: [
      { name: 'an API key', advice: /Use an API key/, follow: once },
      { name: 'stopping, and going on when the window resets', advice: /stop and say when it may go on/, follow: stopped(asToken) },
    ],
    inVain: [{ name: 'waiting for five hours', follow: async (world) => { await asToken(world); world.wait(5 * 3600); return asToken(world); } }],
  },
  {
    cause: 'entitlement-gate',
    fault: { kind: 'entitlement-gate', credential: 'token', model: 'claude-sonnet-5' },
    storm: asToken,
    remedies: [
      { name: 'an API key', advice: /with an API key/, follow: once },
      { name: 'another model', advice: /another model/, follow: (world) => world.send(messages(1, 10, { model: 'claude-haiku-5-5' }), { client: withToken(world) }) },
    ],
    inVain: [{ name: 'retrying', follow: (world) => world.send(messages(4), { every: 3600, client: withToken(world) }) }],
  },
  {
    cause: 'fast-mode-limit',
    fault: { kind: 'fast-mode-limit', speed: 'fast', retryAfterSeconds: 20, until: '2026-11-24T12:00:30Z' },
    storm: (world) => world.send(messages(1, 10, { speed: 'fast' })),
    remedies: [
      { name: 'standard speed', advice: /without `speed: "fast"`/, follow: once },
      { name: 'waiting as retry-after says', advice: /retry-after/, follow: stopped((world) => world.send(messages(1, 10, { speed: 'fast' }))) },
    ],
    inVain: [{ name: 'a lower max_tokens', follow: (world) => world.send(messages(1, 10, { speed: 'fast', max_tokens: 1 })) }],
  },
  {
    cause: 'priority-capacity',
    fault: { kind: 'priority-limit', serviceTier: 'auto' },
    remedies: [{ name: 'requests without priority', advice: /standard_only/, follow: (world) => world.send(messages(1, 10, { service_tier: 'standard_only' })) }],
    inVain: [lowerMaxTokens, otherKey],
  },
  { cause: 'tokens-per-day', fault: { kind: 'daily-tokens-limit', until: '2026-11-25T00:00:00Z' }, remedies: [{ name: 'work that is spread over days', advice: /over the day|[Hh]ours/, follow: waiting(24 * 3600) }], inVain: [retries, lowerMaxTokens, otherKey] },
  {
    cause: 'overloaded',
    fault: { kind: 'overloaded', model: 'claude-sonnet-5', until: '2026-11-24T12:02:00Z' },
    remedies: [
      { name: 'backoff for a few minutes', advice: /exponential backoff and jitter for a few minutes/, follow: backingOff },
      { name: 'another model', advice: /another model/, follow: otherModel.follow },
    ],
    inVain: [{ name: 'the few seconds of the SDK\'s own retries', follow: (world) => world.send(messages(1), { client: world.client({ maxRetries: 2 }) }) }, lowerMaxTokens, { name: 'a higher limit', follow: (world) => { world.emulator.setLimits({ rpm: 10_000 }); return once(world); } }],
  },
  {
    cause: 'authentication',
    fault: { kind: 'authentication', credential: 'token' },
    storm: asToken,
    remedies: [{ name: 'a key that is accepted', advice: /Check that the program sees the key/, follow: once }],
    inVain: [{ name: 'retrying', follow: (world) => world.send(messages(4), { every: 60, client: withToken(world) }) }],
  },
  {
    cause: 'not-a-rate-limit',
    fault: { kind: 'api-error', times: 2 },
    remedies: [{ name: 'the SDK\'s own retries', advice: /SDKs retry this/, follow: (world) => world.send(messages(1), { client: world.client({ maxRetries: 2 }) }) }],
    inVain: [{ name: 'the SDK without retries', follow: once }],
  },
  {
    cause: 'gateway-limit',
    fault: { kind: 'gateway-litellm', until: '2026-11-24T12:01:00Z' },
    remedies: [
      { name: 'the API itself', advice: /straight to the API/, follow: straight },
      { name: 'waiting as the gateway asks', advice: /The gateway asks for/, follow: stopped(once) },
    ],
    inVain: [{ name: 'a higher limit of the organization', follow: (world) => { world.emulator.setLimits({ rpm: 10_000 }); return once(world); } }, lowerMaxTokens],
  },
];

/** Waits 5, 10, 20 … seconds between the tries, and tells how the last one ended. */
async function backingOff(world: World): Promise<readonly number[]> {
  for (let seconds = 5; seconds <= 160; seconds *= 2) {
    if (refused(await once(world)).length === 0) return [200];
    world.wait(seconds);
  }
  return once(world);
}

/** Past the gateway, which is the emulator of this world. */
async function straight(world: World): Promise<readonly number[]> {
  const api = await startEmulator();
  try {
    return await world.send(messages(1), { client: world.client({ baseURL: api.url }) });
  } finally {
    await api.close();
  }
}

describe('what the diagnosis of a refusal advises ends it, and nothing else does', () => {
  for (const { cause, form, fault, storm = once, remedies, inVain } of proofs) {
    const refusal = form === undefined ? cause : `${cause} ${form}`;
    for (const { name, advice, follow } of remedies) {
      it(`${refusal}: ${name}`, async () => {
        await inWorld({ faults: [fault] }, async (world) => {
          assert.notDeepEqual(refused(await storm(world)), []);
          assertTold(world.error(), cause, advice);
        });
        await inWorld({ faults: [fault] }, async (world) => assert.deepEqual(refused(await follow(world)), []));
      });
    }
    for (const { name, follow } of inVain) it(`${refusal}: in vain is ${name}`, () => inWorld({ faults: [fault] }, async (world) => assert.notDeepEqual(refused(await follow(world)), [])));
  }

  it('a spend cap: a program that branches on the error code sends one request, where the SDK alone sends three', () =>
    inWorld({ faults: [{ kind: 'spend-limit' }] }, async (world) => {
      await world.send(messages(1), { client: world.client({ maxRetries: 2 }) });
      assert.equal(world.emulator.requests.length, 3);
      assertTold(world.error(), 'spend-cap', /error_code.*fail at once/);
      world.emulator.reset();
      await tryThrice(world);
      assert.equal(world.emulator.requests.length, 1);
    }));

  it('a queue of batches: waiting until earlier ones have ended; messages go through all the while', () =>
    inWorld({ faults: [{ kind: 'batch-queue', until: '2026-11-24T13:00:00Z' }] }, async (world) => {
      const handIn = () => world.client().messages.batches.create({ requests: [{ custom_id: 'a', params: message() }] });
      const error: unknown = await handIn().catch((thrown: unknown) => thrown);
      assert.ok(error instanceof Anthropic.RateLimitError);
      assertTold(error, 'batch-queue', /until earlier batches have ended/);
      assertTold(error, 'batch-queue', /`\/v1\/messages` are not concerned/);
      assert.deepEqual(await once(world), [200]);
      await assert.rejects(handIn());
      world.wait(3600);
      assert.equal((await handIn()).processing_status, 'in_progress');
    }));

  it('an error inside a stream: the SDK\'s retries do not cover it, sending the whole request again does, and the text is there once', () =>
    inWorld({ faults: [{ kind: 'stream-error', after: 3, times: 1 }] }, async (world) => {
      const read = () => world.client({ maxRetries: 5 }).messages.stream(message()).finalText();
      const error: unknown = await read().catch((thrown: unknown) => thrown);
      assert.equal(world.emulator.requests.length, 1);
      assertTold(error, 'stream-error', /catch the error around the reading of the stream and send the whole request again/);
      assert.equal(await read(), 'This answer comes from an emulator on your own machine, no model was asked.');
    }));
});

/** An own loop over the SDK that gives up where no retry gets through. */
async function tryThrice(world: World): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      await world.client().messages.create(message());
      return;
    } catch (error) {
      if (error instanceof Anthropic.APIError && error.errorCode === 'enforced_spend_limit_reached') return;
    }
  }
}
