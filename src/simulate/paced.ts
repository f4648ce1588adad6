import type { RateLimits } from '../emulator/buckets';
import { callsPerMinute, concurrencyAt } from '../limits/sustainable';
import type { Workload } from './workload';

/** Room for what differs between calls, so that the limit itself is not met. */
const share = 0.9;

/** The same calls, begun no faster than the limits keep up. */
export function paced(workload: Workload, limits: RateLimits): Workload {
  return { ...workload, pacePerMinute: sustainableRate(workload, limits) * share };
}

/** Calls per minute that the limits keep up. */
export function sustainableRate({ inputTokens, outputTokens, cachedShare }: Workload, { rpm, itpm, otpm }: RateLimits): number {
  return callsPerMinute({ requests: rpm, inputTokens: itpm, outputTokens: otpm }, { inputTokens: inputTokens * (1 - cachedShare), outputTokens }) ?? rpm;
}

/** How many of the workload's calls can always be under way. */
export function sustainableConcurrency(workload: Workload, limits: RateLimits): number {
  return concurrencyAt(sustainableRate(workload, limits), workload.answerMs);
}
