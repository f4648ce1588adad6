import { sdkRetry } from '../../src/simulate/retry';
import type { Simulation } from '../../src/simulate/run';
import type { Workload } from '../../src/simulate/workload';

/** A workload that the real SDK sends to the emulator, and the simulator runs in thought. */
export interface Case {
  readonly title: string;
  readonly simulation: Simulation;
}

const workload: Workload = { calls: 60, arrivals: { kind: 'at-once' }, concurrency: 6, inputTokens: 1_000, outputTokens: 200, spread: 0.5, cachedShare: 0, answerMs: 1_000 };
const limits = { rpm: 600, itpm: 600_000, otpm: 120_000 };
const sdk = (retries: number) => ({ layers: [sdkRetry(retries)] });

/** Small limits, so that a minute is enough to meet them. */
export const cases: readonly Case[] = [
  { title: 'requests run out, 2 retries', simulation: { workload, retry: sdk(2), limits: { ...limits, rpm: 30 }, storm: {} } },
  { title: 'requests run out, 5 retries', simulation: { workload: { ...workload, concurrency: 3 }, retry: sdk(5), limits: { ...limits, rpm: 30 }, storm: {} } },
  { title: 'input tokens run out, 2 retries', simulation: { workload, retry: sdk(2), limits: { ...limits, itpm: 30_000 }, storm: {} } },
  { title: 'output tokens run out, 2 retries', simulation: { workload, retry: sdk(2), limits: { ...limits, otpm: 6_000 }, storm: {} } },
  { title: 'one request a second at once, 2 retries', simulation: { workload: { ...workload, arrivals: { kind: 'random', perMinute: 90 }, concurrency: 20 }, retry: sdk(2), limits: { ...limits, rpm: 60, burstSeconds: 1 }, storm: {} } },
  { title: 'overloaded for 20 s, 2 retries', simulation: { workload: { ...workload, arrivals: { kind: 'random', perMinute: 90 }, concurrency: 20 }, retry: sdk(2), limits, storm: { overloaded: { from: 5_000, to: 25_000, share: 1 } } } },
  { title: 'overloaded for 20 s, 6 retries', simulation: { workload: { ...workload, arrivals: { kind: 'random', perMinute: 90 }, concurrency: 20 }, retry: sdk(6), limits, storm: { overloaded: { from: 5_000, to: 25_000, share: 1 } } } },
  { title: 'a spend limit after 10 s, 2 retries', simulation: { workload: { ...workload, arrivals: { kind: 'steady', perMinute: 120 }, concurrency: 20 }, retry: sdk(2), limits, storm: { spendLimitFrom: 10_000 } } },
  { title: 'a tenth of the streams break off', simulation: { workload: { ...workload, outputTokens: 20 }, retry: sdk(2), limits, storm: { brokenStreams: 0.1 } } },
  { title: 'far too many at once, 2 retries', simulation: { workload: { ...workload, calls: 60, concurrency: 30 }, retry: sdk(2), limits: { ...limits, rpm: 30 }, storm: {} } },
];

/** Each is run with so many seeds. */
export const seeds = Array.from({ length: 20 }, (_, index) => index + 1);
