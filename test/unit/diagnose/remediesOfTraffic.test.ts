import assert from 'node:assert/strict';
import Anthropic from '@anthropic-ai/sdk';
import { diagnoseText } from '../../../src/diagnose/diagnoseText';
import { startEmulator } from '../../../src/emulator/server';
import { assertAdvised, assertTold, inWorld, message, messages, refused, type World } from './remedyWorld';

describe('what the diagnosis of bursts and parallel calls advises ends the refusals', () => {
  /** 60 requests a minute, enforced as one each second. */
  const burst = { limits: { rpm: 60, burstSeconds: 1 } };

  it('burst: an even pace, and starts that are spread, though the minute has room for all of them', async () => {
    assertAdvised('burst', /Send at an even pace/);
    assertAdvised('burst', /spread their starts/);
    await inWorld(burst, async (world) => assert.equal(refused(await world.sendAtOnce(messages(8))).length, 7));
    await inWorld(burst, async (world) => assert.deepEqual(refused(await world.send(messages(40), { every: 1 })), []));
  });

  it('burst: in vain are a lower max_tokens and another key', () =>
    inWorld(burst, async (world) => {
      assert.notDeepEqual(refused(await world.sendAtOnce(messages(4, 10, { max_tokens: 1 }))), []);
      assert.notDeepEqual(refused(await world.sendAtOnce(messages(4), world.client({ apiKey: 'another-key' }))), []);
    }));

  it('burst: a higher limit raises the pace only in proportion', async () => {
    assertAdvised('burst', /only in proportion/);
    await inWorld({ limits: { rpm: 120, burstSeconds: 1 } }, async (world) => assert.equal(refused(await world.sendAtOnce(messages(8))).length, 6));
  });

  it('burst: is told where the answer shows requests left', () =>
    inWorld({ faults: [{ kind: 'burst-limit' }] }, async (world) => {
      await world.send(messages(1));
      assertTold(world.error(), 'burst', /even pace/);
    }));

  /** Requests stay open until as many have arrived as the program sends at once. */
  async function openAtOnce(width: number, count: number): Promise<World['error'] | undefined> {
    let arrived = 0;
    const allHere = async () => {
      while (arrived % width !== 0) await new Promise((resolve) => setImmediate(resolve));
    };
    let error: World['error'] | undefined;
    await inWorld({ limits: { concurrent: 4 }, faults: [{ kind: 'slow', delayMs: 1 }], delay: allHere, onRequest: () => (arrived += 1) }, async (world) => {
      const statuses: number[] = [];
      for (let sent = 0; sent < count; sent += width) statuses.push(...(await world.sendAtOnce(messages(width))));
      assert.equal(statuses.length, count);
      if (refused(statuses).length === 0) return;
      const newest = world.error();
      error = () => newest;
    });
    return error;
  }

  it('concurrent-connections: a bound on the calls in flight', async () => {
    const error = await openAtOnce(12, 12);
    assert.ok(error);
    assertTold(error(), 'concurrent-connections', /Bound the number of calls in flight/);
    assert.equal(await openAtOnce(4, 12), undefined);
  });

  it('concurrent-connections: closing a stream that nobody reads', async () => {
    assertAdvised('concurrent-connections', /Close streams you no longer read/);
    let closed: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => (closed = resolve));
    const untilGone = (_ms: number, signal?: AbortSignal) =>
      new Promise<void>((_resolve, reject) =>
        signal?.addEventListener('abort', () => {
          closed();
          reject(new Error('gone'));
        }),
      );
    await inWorld({ limits: { concurrent: 1 }, msPerToken: 1, delay: untilGone }, async (world) => {
      const abandoned = await world.client().messages.create({ ...message(), stream: true });
      assert.deepEqual(await world.send(messages(1)), [429]);
      abandoned.controller.abort();
      await gone;
      assert.deepEqual(await world.send(messages(1)), [200]);
    });
  });
});

describe('what the diagnosis of a cloud\'s throttling advises ends it', () => {
  interface Cloud {
    readonly cause: string;
    readonly path: string;
    readonly slower: RegExp;
    readonly elsewhere: RegExp;
  }
  const clouds: readonly Cloud[] = [
    { cause: 'bedrock-throttling', path: '/model/anthropic.claude-sonnet-4-5-20250929-v1:0/invoke', slower: /fewer requests at a time/, elsewhere: /cross-region/ },
    { cause: 'vertex-quota', path: '/v1/projects/p/locations/us-east5/publishers/anthropic/models/claude-sonnet-4-5:rawPredict', slower: /ask for an increase/, elsewhere: /another region/ },
  ];
  const invoke = (url: string, path: string) =>
    fetch(url + path, { method: 'POST', headers: { authorization: 'Bearer token', 'content-type': 'application/json' }, body: JSON.stringify({ anthropic_version: 'x', max_tokens: 10, messages: message().messages }) });

  /** Ten calls; the texts of those that were refused, as curl prints them. */
  async function refusals({ path }: Cloud, world: World, { every = 0, urls = [world.emulator.url] } = {}): Promise<readonly string[]> {
    const texts: string[] = [];
    for (let index = 0; index < 10; index++) {
      const response = await invoke(urls[index % urls.length] ?? world.emulator.url, path);
      const head = [...response.headers].map(([name, value]) => `< ${name}: ${value}`).join('\n');
      if (response.status !== 200) texts.push(`< HTTP/1.1 ${response.status}\n${head}\n<\n${await response.text()}\n`);
      world.wait(every);
    }
    return texts;
  }

  for (const cloud of clouds) {
    it(`${cloud.cause}: a slower pace, a higher quota, another region`, async () => {
      const options = { limits: { rpm: 6 } };
      await inWorld(options, async (world) => {
        const [first] = await refusals(cloud, world);
        assert.ok(first);
        const { diagnosis } = diagnoseText(first, []);
        assert.equal(diagnosis.top, cloud.cause, first);
        for (const advice of [cloud.slower, cloud.elsewhere, /[Qq]uota/]) assertAdvised(cloud.cause, advice, diagnosis.evidence);
      });
      await inWorld(options, async (world) => assert.deepEqual(await refusals(cloud, world, { every: 10 }), []));
      await inWorld({ limits: { rpm: 60 } }, async (world) => assert.deepEqual(await refusals(cloud, world), []));
      const otherRegion = await startEmulator(options);
      try {
        await inWorld(options, async (world) => assert.deepEqual(await refusals(cloud, world, { urls: [world.emulator.url, otherRegion.url] }), []));
      } finally {
        await otherRegion.close();
      }
    });
  }
});

describe('what is advised on the traffic behind a limit holds it below', () => {
  /** A loop around the SDK that tries again after any failure, so often, without a look at what was asked for. */
  async function looped(world: World, { attempts, maxRetries }: { readonly attempts: number; readonly maxRetries: number }): Promise<'answered' | 'given up'> {
    const client = world.client({ maxRetries });
    for (let attempt = 0; attempt < attempts; attempt++) {
      try {
        await client.messages.create(message());
        return 'answered';
      } catch (error) {
        assert.ok(error instanceof Anthropic.APIError);
      }
    }
    return 'given up';
  }

  it('nested-retries: one layer sends a third of the requests of two, and is given up as well', async () => {
    assertAdvised('nested-retries', /Let one layer retry and no other/);
    const counts: number[] = [];
    for (const [attempts, maxRetries] of [[3, 2], [3, 0], [1, 2]] as const) {
      await inWorld({ faults: [{ kind: 'overloaded' }] }, async (world) => {
        assert.equal(await looped(world, { attempts, maxRetries }), 'given up');
        counts.push(world.emulator.requests.length);
      });
    }
    assert.deepEqual(counts, [9, 3, 3]);
  });

  it('nested-retries: the layer that honours retry-after gets through at its first retry, the one that does not uses up all of its attempts', async () => {
    assertAdvised('nested-retries', /Keep the layer that honours `retry-after`/);
    const emptied = async (program: (world: World) => Promise<unknown>) => {
      let sent = 0;
      await inWorld({ limits: { rpm: 2 } }, async (world) => {
        await world.send(messages(2));
        await program(world);
        sent = world.emulator.requests.length - 2;
      });
      return sent;
    };
    assert.equal(await emptied(async (world) => assert.equal(await looped(world, { attempts: 1, maxRetries: 2 }), 'answered')), 2);
    assert.equal(await emptied(async (world) => assert.equal(await world.send(messages(5)).then((statuses) => refused(statuses).length), 5)), 5);
  });

  it('scheduled-peaks: starts that are spread', async () => {
    assertAdvised('scheduled-peaks', /Spread the starts/);
    const world = { limits: { rpm: 12 } };
    const jobs = [1, 2, 3, 4].map(() => messages(5));
    await inWorld(world, async ({ sendAtOnce }) => assert.notDeepEqual(refused((await Promise.all(jobs.map((job) => sendAtOnce(job)))).flat()), []));
    await inWorld(world, async ({ sendAtOnce, wait }) => {
      for (const job of jobs) {
        assert.deepEqual(refused(await sendAtOnce(job)), []);
        wait(25);
      }
    });
  });

  it('scheduled-peaks: one queue with an even pace, and a message batch', async () => {
    assertAdvised('scheduled-peaks', /one queue that sends at an even pace/);
    assertAdvised('scheduled-peaks', /Message Batches/);
    await inWorld({ limits: { rpm: 12 } }, async ({ send, client }) => {
      assert.deepEqual(refused(await send(messages(20), { every: 5 })), []);
      await client().messages.batches.create({ requests: messages(20).map((params, index) => ({ custom_id: `a${index}`, params })) });
    });
  });

  it('shared-organization: programs that take turns; a key of its own for each does not help', async () => {
    assertAdvised('shared-organization', /not to a key/);
    assertAdvised('shared-organization', /[Ss]tagger/);
    const world = { limits: { rpm: 10 } };
    const programs = (client: World['client']) => ['one', 'other'].map((apiKey) => client({ apiKey }));
    await inWorld(world, async ({ sendAtOnce, client }) => assert.notDeepEqual(refused((await Promise.all(programs(client).map((by) => sendAtOnce(messages(8), by)))).flat()), []));
    await inWorld(world, async ({ sendAtOnce, client, wait }) => {
      for (const by of programs(client)) {
        assert.deepEqual(refused(await sendAtOnce(messages(8), by)), []);
        wait(60);
      }
    });
  });

  it('own-pings: a pause of the pings', async () => {
    assertAdvised('own-pings', /Pause Test Pings/);
    const work = async ({ send }: World, pings: number) => refused([...(await send(messages(pings, 1, { max_tokens: 1 }))), ...(await send(messages(8)))]);
    await inWorld({ limits: { rpm: 10 } }, async (world) => assert.notDeepEqual(await work(world, 4), []));
    await inWorld({ limits: { rpm: 10 } }, async (world) => assert.deepEqual(await work(world, 0), []));
  });
});
