// Runs one case with the real SDK against emulators, with time running faster, and prints what came of each seed as JSON.
import { setTimeout as sleep } from 'node:timers/promises';
import Anthropic from '@anthropic-ai/sdk';
import pLimit from 'p-limit';
import type { Fault } from '../../src/emulator/faults';
import { seededRandom } from '../../src/emulator/seededRandom';
import { type Emulator, startEmulator } from '../../src/emulator/server';
import type { Simulation } from '../../src/simulate/run';
import { type PlannedCall, planCalls } from '../../src/simulate/workload';
import { cases } from './cases';

const speed = Number(process.env.HEADROOM_SPEED);

/** What came of one run. */
export interface RealRun {
  readonly succeeded: number;
  readonly requests: number;
  /** ms until the last call was through. */
  readonly drainedAt: number;
}

async function main([index, ...seeds]: readonly string[]): Promise<void> {
  const found = cases[Number(index)];
  if (!found) throw new Error(`There is no case ${String(index)}.`);
  // A few at a time: what they take of this machine are waits that the simulator does not have.
  const few = pLimit(5);
  const runs: readonly RealRun[] = await Promise.all(seeds.map((seed) => few(() => runOnce(found.simulation, Number(seed)))));
  process.stdout.write(`${JSON.stringify(runs)}\n`);
}

async function runOnce({ workload, retry, limits, storm }: Simulation, seed: number): Promise<RealRun> {
  const start = performance.now();
  const now = () => Math.round((performance.now() - start) * speed);
  const delay = async (ms: number, signal?: AbortSignal) => sleep(ms / speed, undefined, signal === undefined ? {} : { signal });
  const plan = planCalls(workload, seededRandom(seed));
  const emulator = await startEmulator({ limits, seed, now, delay, answerTokens: 1_000_000, faults: faultsOf(workload.answerMs, storm.brokenStreams) });
  const changes = changing(emulator, { workload, retry, limits, storm });
  const client = new Anthropic({ baseURL: emulator.url, apiKey: 'test-key', maxRetries: (retry.layers[0]?.attempts ?? 1) - 1 });
  const limit = pLimit(workload.concurrency ?? Infinity);
  let [succeeded, drainedAt] = [0, 0];
  const one = async (call: PlannedCall) => {
    await sleep(call.beginAt / speed);
    await limit(async () => {
      try {
        await ask(client, call, storm.brokenStreams !== undefined);
        succeeded++;
      } catch (error) {
        if (!(error instanceof Anthropic.APIError)) throw error;
      }
      drainedAt = now();
    });
  };
  try {
    await Promise.all(plan.map(one));
    return { succeeded, requests: emulator.requests.length, drainedAt };
  } finally {
    changes.abort();
    await emulator.close();
  }
}

async function ask(client: Anthropic, { inputTokens, outputTokens }: PlannedCall, streams: boolean): Promise<unknown> {
  // The emulator counts five tokens for a request and one for every four characters, `user` among them.
  const content = 'x'.repeat(4 * (inputTokens - 5) - 4);
  const body = { model: 'claude-haiku-5-5', max_tokens: outputTokens, messages: [{ role: 'user' as const, content }] };
  return streams ? client.messages.stream(body).finalMessage() : client.messages.create(body);
}

/** Answers that take their time, of which a share breaks off in the middle. */
function faultsOf(answerMs: number, brokenStreams = 0): readonly Fault[] {
  const slow: Fault = { kind: 'slow', delayMs: answerMs };
  if (brokenStreams === 0) return [slow];
  const turn: readonly Fault[] = [{ ...slow, times: Math.round(1 / brokenStreams) - 1 }, { kind: 'stream-error', after: 3, times: 1, delayMs: Math.round(answerMs / 2) }];
  return Array.from({ length: 100 }, () => turn).flat();
}

/** Lets the storm come and go. */
function changing(emulator: Emulator, { workload, storm }: Simulation): AbortController {
  const calm = faultsOf(workload.answerMs);
  const stop = new AbortController();
  const at = (ms: number, faults: readonly Fault[]) => void sleep(ms / speed, undefined, { signal: stop.signal }).then(() => emulator.setFaults(faults), () => undefined);
  if (storm.overloaded) {
    at(storm.overloaded.from, [{ kind: 'overloaded' }]);
    at(storm.overloaded.to, calm);
  }
  if (storm.spendLimitFrom !== undefined) at(storm.spendLimitFrom, [{ kind: 'spend-limit' }]);
  return stop;
}

void main(process.argv.slice(2));
