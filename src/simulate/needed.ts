import type { Outcome } from './outcome';
import { type Retry, type RetryLayer, sdkRetry } from './retry';
import type { Simulation } from './run';
import { simulate } from './simulate';

/** What would be enough for (nearly) every call to get its answer. */
export interface Needed {
  /** The fewest requests in all that a call's retry must send at most, all else as it is; absent where no number that is worth trying is enough. */
  readonly attempts?: number;
  /** The most calls at once, all else as it is; absent where even one after the other is too fast. */
  readonly concurrency?: number;
}

/** The share of calls that is enough. */
export const enough = 0.999;
/** More than this sends a storm of its own. */
const mostAttempts = 30;

/** Finds the fewest attempts, and the highest concurrency, with which the calls of a simulation get their answers. */
export function needed(simulation: Simulation, seed: number): Needed {
  const { workload, retry } = simulation;
  const holds = (changed: Partial<Simulation>) => simulate({ ...simulation, ...changed }, seed).success >= enough;
  const attempts = least(mostAttempts, (count) => holds({ retry: withAttempts(retry, count) }));
  const most = Math.min(workload.concurrency ?? workload.calls, workload.calls);
  const tooMany = least(most, (count) => !holds({ workload: { ...workload, concurrency: count } }));
  const concurrency = tooMany === undefined ? most : tooMany - 1;
  return { ...(attempts !== undefined && { attempts }), ...(concurrency > 0 && { concurrency }) };
}

/** Whether an outcome needs nothing more. */
export function isEnough({ success }: Outcome): boolean {
  return success >= enough;
}

/** The least whole number from 1 on that fits, if those above it fit, too; undefined where `most` does not. */
function least(most: number, fits: (count: number) => boolean): number | undefined {
  if (most < 1 || !fits(most)) return undefined;
  let [low, high] = [0, most];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** The retry with its outermost layer that acts on a 429 sending so often; the SDK's own where there is none. */
function withAttempts({ layers }: Retry, attempts: number): Retry {
  const index = layers.findLastIndex(({ covers }) => covers.includes('limited'));
  if (index < 0) return { layers: [sdkRetry(attempts - 1), ...layers] };
  return { layers: layers.map((layer, at): RetryLayer => (at === index ? { ...layer, attempts } : layer)) };
}
