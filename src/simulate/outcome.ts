import type { Run } from './run';

/** What some runs of one simulation show together. */
export interface Outcome {
  /** The share of calls that got their answer, 0 to 1. */
  readonly success: number;
  /** Calls of one run that failed, by what they failed of. */
  readonly failed: Run['failed'];
  /** Requests of one run. */
  readonly requests: number;
  /** Requests for each call. */
  readonly amplification: number;
  /** Input and output tokens of answers that broke off, in one run. */
  readonly wastedTokens: number;
  /** ms from the moment the program wants a call to its answer, of those that got one; absent where none did. */
  readonly latency?: { readonly p50: number; readonly p95: number; readonly p99: number };
  /** ms until the last call of a run was through. */
  readonly drainedAt: number;
}

/** What runs of `calls` calls each show together; there must be one at least. */
export function outcomeOf(runs: readonly Run[], calls: number): Outcome {
  const mean = (of: (run: Run) => number) => runs.reduce((sum, one) => sum + of(one), 0) / runs.length;
  const latencies = runs.flatMap((one) => one.latencies).sort((a, b) => a - b);
  const requests = mean((one) => one.requests);
  const causes = [...new Set(runs.flatMap(({ failed }) => Object.keys(failed) as (keyof Run['failed'])[]))];
  return {
    success: calls === 0 ? 1 : latencies.length / (calls * runs.length),
    failed: Object.fromEntries(causes.map((cause) => [cause, mean(({ failed }) => failed[cause] ?? 0)])),
    requests,
    amplification: calls === 0 ? 1 : requests / calls,
    wastedTokens: mean((one) => one.wastedTokens),
    ...(latencies.length > 0 && { latency: { p50: percentile(latencies, 0.5), p95: percentile(latencies, 0.95), p99: percentile(latencies, 0.99) } }),
    drainedAt: mean((one) => one.drainedAt),
  };
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
