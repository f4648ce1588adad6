import assert from 'node:assert/strict';
import { causes } from '../../../src/diagnose/causes';
import { noEvidence } from '../../../src/diagnose/evidence';
import type { EmulatorOptions } from '../../../src/emulator/server';
import { assertAdvised, assertTold, inWorld, message, messages, refused, type World } from './remedyWorld';

/** What advice says, and a program that follows it in a world where the same work without it is refused. */
interface Remedy {
  readonly name: string;
  readonly advice: RegExp;
  readonly follow: (world: World) => Promise<readonly number[]>;
}

interface Proof {
  readonly cause: string;
  readonly world: EmulatorOptions;
  /** The program as it was: some of its requests are refused for the cause. */
  readonly storm: (world: World) => Promise<readonly number[]>;
  /** Each of them ends the refusals. */
  readonly remedies: readonly Remedy[];
  /** None of them does; what is advised against must not work either. */
  readonly inVain: readonly Omit<Remedy, 'advice'>[];
}

const otherKey = (storm: (world: World, client: ReturnType<World['client']>) => Promise<readonly number[]>): Omit<Remedy, 'advice'> => ({
  name: 'another key of the same organization',
  follow: async (world) => {
    await storm(world, world.client());
    return storm(world, world.client({ apiKey: 'another-key' }));
  },
});

/** Sends the refused request again after the wait that its own refusal asked for, and no sooner. */
const waitAsTold = (storm: Proof['storm'], again = messages(1)): Remedy => ({
  name: 'waiting as retry-after says',
  advice: /retry-after/,
  follow: async (world) => {
    assert.notDeepEqual(refused(await storm(world)), []);
    const seconds = world.retryAfter();
    world.wait(seconds - 1);
    assert.deepEqual(refused(await world.send(again)), [429]);
    world.wait(1);
    return world.send(again);
  },
});

/** Sends the work as one batch. */
const asBatch = (count: number, tokens?: number): Remedy => ({
  name: 'a message batch',
  advice: /Message Batches/,
  follow: async (world) => {
    await world.client().messages.batches.create({ requests: messages(count, tokens).map((params, index) => ({ custom_id: `a${index}`, params })) });
    return world.send([]);
  },
});

const raised = (limits: NonNullable<EmulatorOptions['limits']>, storm: Proof['storm']): Remedy => ({
  name: 'a higher limit',
  advice: /[Hh]igher limit|[Rr]aise/,
  follow: (world) => {
    world.emulator.setLimits(limits);
    return storm(world);
  },
});

/** A long instruction that stays the same, and short questions. */
const withInstruction = (cacheControl: { readonly cache_control?: { readonly type: 'ephemeral' } }) =>
  messages(6, 30, { system: [{ type: 'text', text: 'Instruct. '.repeat(800), ...cacheControl }] });

const fast = { model: 'claude-opus-5-5', speed: 'fast' } as const;

const proofs: readonly Proof[] = [
  {
    cause: 'requests-per-minute',
    world: { limits: { rpm: 10 } },
    storm: (world) => world.send(messages(12)),
    remedies: [
      { name: 'an even pace', advice: /even pace/, follow: (world) => world.send(messages(30), { every: 6 }) },
      { name: 'several questions in one request', advice: /small questions into one request/, follow: (world) => world.send(messages(4, 30)) },
      asBatch(12),
      waitAsTold((world) => world.send(messages(12))),
    ],
    inVain: [
      { name: 'a lower max_tokens', follow: (world) => world.send(messages(12, 10, { max_tokens: 1 })) },
      otherKey((world, client) => world.send(messages(12), { client })),
    ],
  },
  {
    cause: 'input-tokens-per-minute',
    world: { limits: { itpm: 10_000 } },
    storm: (world) => world.send(withInstruction({})),
    remedies: [
      { name: 'caching what stays the same', advice: /\[Cache\].*do not count/, follow: (world) => world.send(withInstruction({ cache_control: { type: 'ephemeral' } })) },
      { name: 'a smaller input', advice: /shorten/, follow: (world) => world.send(messages(6, 30)) },
      { name: 'fewer at a time', advice: /fewer requests at a time/, follow: (world) => world.send(withInstruction({}), { every: 15 }) },
      asBatch(6, 2000),
      waitAsTold((world) => world.send(withInstruction({})), withInstruction({}).slice(0, 1)),
      raised({ itpm: 100_000 }, (world) => world.send(withInstruction({}))),
    ],
    inVain: [
      { name: 'a lower max_tokens', follow: (world) => world.send(withInstruction({}).map((message) => ({ ...message, max_tokens: 1 }))) },
      otherKey((world, client) => world.send(withInstruction({}), { client })),
    ],
  },
  {
    cause: 'output-tokens-per-minute',
    world: { limits: { otpm: 150 }, answerTokens: 60 },
    storm: (world) => world.send(messages(6)),
    remedies: [
      { name: 'fewer long answers at a time', advice: /fewer long answers/, follow: (world) => world.send(messages(6), { every: 24 }) },
      asBatch(6),
      waitAsTold((world) => world.send(messages(6))),
      raised({ otpm: 1500 }, (world) => world.send(messages(6))),
    ],
    inVain: [
      { name: 'a lower max_tokens that cuts nothing off', follow: (world) => world.send(messages(6, 10, { max_tokens: 61 })) },
      otherKey((world, client) => world.send(messages(6), { client })),
    ],
  },
  {
    cause: 'never-fits',
    world: { limits: { itpm: 10_000 } },
    storm: (world) => world.send(messages(1, 15_000)),
    remedies: [
      { name: 'a smaller input', advice: /Make the input smaller/, follow: (world) => world.send(messages(1, 5000)) },
      { name: 'several requests a minute apart', advice: /split it into several requests a minute apart/, follow: (world) => world.send(messages(3, 7000), { every: 60 }) },
      { name: 'a cache that is written in pieces that fit', advice: /write it in pieces that fit/, follow: inPieces },
      raised({ itpm: 100_000 }, (world) => world.send(messages(1, 15_000))),
    ],
    inVain: [
      {
        name: 'a long wait and another try',
        follow: async (world) => {
          await world.send(messages(1, 15_000));
          world.wait(3600);
          return world.send(messages(1, 15_000));
        },
      },
      { name: 'a lower max_tokens', follow: (world) => world.send(messages(1, 15_000, { max_tokens: 1 })) },
      { name: 'a cache that is written at once', follow: (world) => world.send(messages(2, 15_000, { cache_control: { type: 'ephemeral' } }), { every: 60 }) },
      otherKey((world, client) => world.send(messages(1, 15_000), { client })),
    ],
  },
  {
    cause: 'acceleration-limit',
    world: { limits: { ramp: { startItpm: 150, stepItpm: 150 } } },
    storm: (world) => world.sendAtOnce(messages(12)),
    remedies: [
      { name: 'a load that rises step by step', advice: /step by step/, follow: rising },
      { name: 'waiting as retry-after says', advice: /retry-after|as the server asked/, follow: waitAsTold((world) => world.sendAtOnce(messages(12))).follow },
    ],
    inVain: [
      {
        name: 'coming back at full speed',
        follow: async (world) => {
          await world.sendAtOnce(messages(12));
          world.wait(world.retryAfter());
          return world.sendAtOnce(messages(12));
        },
      },
      { name: 'a lower max_tokens', follow: (world) => world.sendAtOnce(messages(12, 10, { max_tokens: 1 })) },
    ],
  },
  {
    cause: 'workspace-limit',
    world: { limits: { itpm: 1_000_000, workspace: { itpm: 20_000 } } },
    // Four of them leave less than the headers' rounding to a thousand shows.
    storm: (world) => world.send(messages(6, 4900)),
    remedies: [
      raised({ workspace: { itpm: 500_000 } }, (world) => world.send(messages(6, 4900))),
      { name: 'a pace by the workspace\'s own limit', advice: /by its own limit/, follow: (world) => world.send(messages(6, 4900), { every: 15 }) },
    ],
    inVain: [
      { name: 'a pace by the organization\'s limit', follow: (world) => world.send(messages(6, 4900), { every: 1 }) },
      { name: 'a higher limit of the organization', follow: raised({ itpm: 9_000_000 }, (world) => world.send(messages(6, 4900))).follow },
      { name: 'a lower max_tokens', follow: (world) => world.send(messages(6, 4900, { max_tokens: 1 })) },
    ],
  },
  {
    cause: 'fast-mode-limit',
    world: { limits: { fast: { itpm: 9_000 } } },
    storm: (world) => world.send(messages(6, 2900, fast)),
    remedies: [
      { name: 'standard speed', advice: /without `speed: "fast"`: standard speed has limits of its own/, follow: (world) => world.send(messages(6, 2900, { ...fast, speed: undefined })) },
      { name: 'a pace by the headers of fast mode', advice: /pace those requests by the `anthropic-fast-…` headers/, follow: (world) => world.send(messages(6, 2900, fast), { every: 20 }) },
      waitAsTold((world) => world.send(messages(6, 2900, fast)), messages(1, 2900, fast)),
    ],
    inVain: [
      { name: 'higher regular limits', follow: raised({ rpm: 9_000, itpm: 9_000_000, otpm: 9_000_000 }, (world) => world.send(messages(6, 2900, fast))).follow },
      { name: 'a lower max_tokens', follow: (world) => world.send(messages(6, 2900, { ...fast, max_tokens: 1 })) },
      otherKey((world, client) => world.send(messages(6, 2900, fast), { client })),
    ],
  },
];

/** Three pieces of 5,000 tokens, each of which the next request finds in the cache. */
async function inPieces(world: World): Promise<readonly number[]> {
  const piece = (index: number) => ({ type: 'text' as const, text: `Part ${index}: ${'text '.repeat(4000)}`, cache_control: { type: 'ephemeral' as const } });
  return world.send([1, 2, 3].map((count) => ({ ...message(), system: Array.from({ length: count }, (_, index) => piece(index)) })), { every: 60 });
}

/** Three requests in the first minute, three more in each that follows. */
async function rising(world: World): Promise<readonly number[]> {
  const first = await world.sendAtOnce(messages(3));
  world.wait(60);
  const second = await world.sendAtOnce(messages(6));
  world.wait(60);
  return [...first, ...second, ...(await world.sendAtOnce(messages(9)))];
}

describe('what the diagnosis of a limit advises ends the refusals, and nothing else does', () => {
  for (const { cause, world: options, storm, remedies, inVain } of proofs) {
    for (const { name, advice, follow } of remedies) {
      it(`${cause}: ${name}`, async () => {
        await inWorld(options, async (world) => {
          assert.notDeepEqual(refused(await storm(world)), []);
          assertTold(world.error(), cause, advice);
        });
        await inWorld(options, async (world) => assert.deepEqual(refused(await follow(world)), []));
      });
    }
    for (const { name, follow } of inVain) it(`${cause}: in vain is ${name}`, () => inWorld(options, async (world) => assert.notDeepEqual(refused(await follow(world)), [])));
  }

  it('output-tokens-per-minute: shorter answers', async () => {
    const limits = { otpm: 150 };
    await inWorld({ limits, answerTokens: 60 }, async (world) => {
      assert.notDeepEqual(refused(await world.send(messages(6))), []);
      assertTold(world.error(), 'output-tokens-per-minute', /shorter answers/);
    });
    await inWorld({ limits, answerTokens: 20 }, async (world) => assert.deepEqual(refused(await world.send(messages(6))), []));
  });

  it('input tokens can be measured before they are sent, free of the limit of messages', () =>
    inWorld({ limits: { itpm: 10_000 } }, async (world) => {
      assertAdvised('never-fits', /count_tokens/);
      const { model, messages: turns } = message(0, 15_000);
      const { input_tokens: tokens } = await world.client().messages.countTokens({ model, messages: turns });
      assert.ok(tokens > 10_000);
      assert.deepEqual(await world.send(messages(1, 5000)), [200]);
    }));
});

describe('the advice that is wrong', () => {
  const said = causes.flatMap((cause) => cause.advice(noEvidence).map((sentence) => ({ id: cause.id, sentence })));

  it('is never given: max_tokens and more keys are named only to say that they do not help', () => {
    const about = said.filter(({ sentence }) => /max_tokens|keys? of the same organization/.test(sentence));
    assert.ok(about.length >= 4);
    for (const { id, sentence } of about) assert.match(sentence, /gains? nothing|changes? nothing|do not help|no (?:other )?key|no pause/i, id);
  });
});
