/** When the calls of a workload begin. */
export type Arrivals =
  /** All of them at once, as `Promise.all` or a script sends them. */
  | { readonly kind: 'at-once' }
  /** One after the other at the same distance. */
  | { readonly kind: 'steady'; readonly perMinute: number }
  /** As users come: at times that chance decides, so many a minute on average. */
  | { readonly kind: 'random'; readonly perMinute: number };

/** More calls tell nothing that these do not. */
export const mostCalls = 2_000;

/** What a program asks of the API. */
export interface Workload {
  readonly calls: number;
  readonly arrivals: Arrivals;
  /** Most calls under way at once, with their waits; no limit where it is left out. */
  readonly concurrency?: number;
  /** Most calls that are begun in a minute, evenly; no limit where it is left out. */
  readonly pacePerMinute?: number;
  /** Input tokens of one call on average. */
  readonly inputTokens: number;
  /** Output tokens of one answer on average. */
  readonly outputTokens: number;
  /** How far the sizes of calls differ from the average, 0 to 1. */
  readonly spread: number;
  /** The share of the input that is read from the prompt cache, 0 to 1, which does not count as input (platform.claude.com/docs/en/api/rate-limits). */
  readonly cachedShare: number;
  /** How long the API takes for one answer, in ms. */
  readonly answerMs: number;
}

/** One call of a workload. */
export interface PlannedCall {
  /** When the program wants it, in ms since the first moment. */
  readonly at: number;
  /** When its pace lets it begin. */
  readonly beginAt: number;
  /** What it takes of the limit of input tokens. */
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** The calls of a workload, the first one first. `random` gives numbers in [0, 1). */
export function planCalls(workload: Workload, random: () => number): readonly PlannedCall[] {
  const distance = workload.pacePerMinute === undefined ? 0 : 60_000 / workload.pacePerMinute;
  let free = 0;
  return arrivalTimes(workload, random).map((at) => {
    const beginAt = Math.max(at, free);
    free = beginAt + distance;
    // Long prompts tend to get long answers, but not by much: each has a size of its own.
    const [input, output] = [around(workload.inputTokens, workload.spread, random), around(workload.outputTokens, workload.spread, random)];
    return { at, beginAt, inputTokens: Math.round(input * (1 - workload.cachedShare)), outputTokens: Math.max(1, Math.round(output)) };
  });
}

function arrivalTimes({ calls, arrivals }: Workload, random: () => number): readonly number[] {
  const all = Array.from({ length: calls }, (_, index) => index);
  if (arrivals.kind === 'at-once') return all.map(() => 0);
  const distance = 60_000 / arrivals.perMinute;
  if (arrivals.kind === 'steady') return all.map((index) => index * distance);
  let at = 0;
  // Times between independent arrivals are distributed exponentially.
  return all.map(() => (at += -Math.log(1 - random()) * distance));
}

function around(mean: number, spread: number, random: () => number): number {
  return mean * (1 + spread * (2 * random() - 1));
}
