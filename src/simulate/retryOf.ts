import type { EffectivePolicy } from '../lint/policy/effectivePolicy';
import type { Layer } from '../lint/policy/layer';
import { type Failure, type Retry, type RetryLayer, sdkRetry, sdkWaitSeconds, timerLimit } from './retry';

/** What of a policy is run, and what had to be assumed for that. */
export interface RetryOf {
  readonly retry: Retry;
  /** Clauses about what the code does not tell, such as "`withRetry` sends up to 3 times". */
  readonly assumed: readonly string[];
}

/** The longest that a layer waits by itself where its code names no limit: what most of them have. */
const usualLongest = 60_000;
/** The wait before the first repetition where the code does not tell. */
const usualFirst = 1_000;
/** Attempts where the code does not tell. */
const usualAttempts = 3;
/** What chance takes off a wait where a layer is known to have jitter, not how much. */
const usualJitter = 0.5;
/** Where a layer obeys `retry-after` up to a limit of its own: the Python SDK's, 0.121.0 `_base_client.py`. */
const usualCap = 60;

/** What a call's effective policy does, as far as the simulator can run it. A layer that does not act on anything is left out. */
export function retryOf({ layers }: Pick<EffectivePolicy, 'layers'>): RetryOf {
  const assumed: string[] = [];
  const run = layers.filter(({ attempts }) => attempts !== 1).map((layer) => layerOf(layer, assumed));
  return { retry: { layers: run.filter(({ covers }) => covers.length > 0) }, assumed };
}

function layerOf(layer: Layer, assumed: string[]): RetryLayer {
  const { name, retryAfter } = layer;
  const assume = (what: string) => assumed.push(`\`${name}\` ${what}`);
  if (layer.attempts === 'unknown') assume(`sends up to ${usualAttempts} times in all`);
  const attempts = layer.attempts === 'unknown' ? usualAttempts : layer.attempts === 'unbounded' ? Infinity : layer.attempts;
  if (retryAfter === 'unknown') assume('does not read `retry-after`');
  const obeysUpTo = retryAfter === 'honoured' ? timerLimit : retryAfter === 'capped' ? usualCap : 0;
  const covers = coveredBy(layer, assume);
  if (waitsAsSdk(layer, attempts)) return { ...sdkRetry(attempts - 1, obeysUpTo), name, covers };
  return { name, attempts, covers, obeysUpTo, wait: waitOf(layer, attempts, assume), jitter: layer.jitter === true ? usualJitter : 0 };
}

/** Official SDKs, and those that wait as they do, by how long they wait in all. */
function waitsAsSdk({ kind, maxWaitSeconds }: Layer, attempts: number): boolean {
  return kind === 'sdk' && Number.isFinite(attempts) && maxWaitSeconds !== 'unknown' && Math.abs(maxWaitSeconds - sdkWaitSeconds(attempts - 1)) < 0.01;
}

function coveredBy(layer: Layer, assume: (what: string) => void): readonly Failure[] {
  if (layer.covers429 === 'unknown') assume('acts on a 429');
  if (layer.covers529 === 'unknown') assume('leaves a 529 alone');
  const acts = layer.covers429 !== false;
  return [
    ...(acts ? (['limited'] as const) : []),
    ...(layer.covers529 === true ? (['overloaded'] as const) : []),
    ...(acts && layer.needsRetryAfter !== true ? (['spend-limit'] as const) : []),
    // What sends again after any error at all, and stands around the reading, does so after one inside a stream.
    ...(layer.kind !== 'sdk' && layer.kind !== 'adapter' && layer.coversPermanent === true ? (['broken-stream'] as const) : []),
  ];
}

function waitOf({ maxWaitSeconds }: Layer, attempts: number, assume: (what: string) => void): RetryLayer['wait'] {
  if (maxWaitSeconds === 'unknown' || !Number.isFinite(attempts)) {
    assume(`waits ${usualFirst / 1000} s, then twice as long each time, up to ${usualLongest / 1000} s`);
    return { first: usualFirst, longest: usualLongest };
  }
  const total = maxWaitSeconds * 1000;
  const first = firstWait(total, attempts - 1);
  if (attempts > 2 && total > 0) assume(`waits ${Math.round(total / 1000)} s in all, twice as long each time`);
  return { first, longest: Math.max(first, usualLongest) };
}

/** The first of so many doubling waits that together take `total` ms; waits that would be longer than usual are all alike. */
function firstWait(total: number, repetitions: number): number {
  if (repetitions < 1) return 0;
  if (total >= repetitions * usualLongest) return total / repetitions;
  const sum = (first: number) => Array.from({ length: Math.min(repetitions, 60) }, (_, index) => Math.min(first * 2 ** index, usualLongest)).reduce((a, b) => a + b, 0) + Math.max(0, repetitions - 60) * usualLongest;
  let [low, high] = [0, usualLongest];
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (sum(middle) < total) low = middle;
    else high = middle;
  }
  return high;
}
