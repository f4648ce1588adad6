import type { FanOut } from '../lint/call';
import type { Workload } from './workload';

/** What a workload is taken for where nobody says it. */
export const usualWorkload: Workload = {
  calls: 200,
  arrivals: { kind: 'random', perMinute: 60 },
  inputTokens: 2_000,
  outputTokens: 500,
  spread: 0.3,
  cachedShare: 0,
  answerMs: 5_000,
};

/** The usual workload, begun as the code around a call begins it: one after the other, together, or as users come. */
export function workloadOf({ kind, limit }: Pick<FanOut, 'kind' | 'limit'>): Workload {
  if (kind === 'none') return usualWorkload;
  const concurrency = kind === 'loop' ? 1 : limit;
  return { ...usualWorkload, arrivals: { kind: 'at-once' }, ...(concurrency !== undefined && { concurrency }) };
}
