import type { Evidence, TimelineEntry } from '../evidence';
import { sinceAnswer } from './sinceAnswer';

/** Retries that run out and begin anew: what one layer does within another. */
export interface RetryCycles {
  readonly cycles: number;
  /** Requests in each of them. */
  readonly requests: number;
  /** Seconds from the end of one to the beginning of the next, the shortest; absent where the times are not known. */
  readonly pauseSeconds?: number;
  /** Whether the pauses grow as those of a backoff do, which nobody makes who goes on to the next request. */
  readonly grow: boolean;
}

/**
 * Looks for cycles of the same length: refusals each followed by an announced retry, the last one by none or by one of the layer around.
 * Two of them show such a layer, or a program that goes on to its next request. `undefined` where an answer that went well, or retries
 * that overlap, part them otherwise.
 */
export function retryCycles(evidence: Pick<Evidence, 'timeline'>): RetryCycles | undefined {
  const cycles = parted(sinceAnswer(evidence));
  const full = cycles.filter(({ ended }) => ended);
  const requests = full[0]?.requests;
  if (requests === undefined || requests < 2 || full.length < 2 || full.some((cycle) => cycle.requests !== requests)) return undefined;
  const pauses = full.slice(0, -1).flatMap(({ last }, index) => {
    const next = full[index + 1]?.first;
    return last === undefined || next === undefined ? [] : [(next - last) / 1000];
  });
  const grow = pauses.length >= fewestPauses && pauses.every((pause, index) => pause >= (index === 0 ? shortest : (pauses[index - 1] ?? 0) * growth));
  return { cycles: full.length, requests, grow, ...(pauses.length > 0 && { pauseSeconds: Math.min(...pauses) }) };
}

const fewestPauses = 2;
/** Seconds; less than the first wait of any backoff with jitter. */
const shortest = 0.1;
const growth = 1.3;

interface Cycle {
  readonly requests: number;
  /** Whether its last refusal was followed by another one without an announced retry. */
  readonly ended: boolean;
  readonly first?: number;
  readonly last?: number;
}

function parted(timeline: readonly TimelineEntry[]): readonly Cycle[] {
  const cycles: Cycle[] = [];
  const inner = timeline.some(({ layer }) => layer === 'sdk') ? 'sdk' : undefined;
  let announced = false;
  for (const { kind, at, layer } of timeline) {
    if (kind === 'retry') announced = inner === undefined || layer === inner;
    if (kind !== 'error') continue;
    const current = cycles.at(-1);
    const time = at === undefined ? {} : { last: at };
    if (current && announced) cycles[cycles.length - 1] = { ...current, ...time, requests: current.requests + 1 };
    else cycles.push({ requests: 1, ended: false, ...(at !== undefined && { first: at }), ...time });
    announced = false;
  }
  return cycles.map((cycle, index) => ({ ...cycle, ended: index < cycles.length - 1 || !announced }));
}
