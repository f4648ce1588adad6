import type { Evidence, TimelineEntry } from '../evidence';
import { sinceAnswer } from './sinceAnswer';

/** Announced waits, and how often they begin anew. */
export interface WaitRestarts {
  readonly waits: number;
  readonly restarts: number;
}

/** It takes a pattern to tell one layer of retries from two. */
const fewestWaits = 6;
const fewestRestarts = 2;

/**
 * The waits of one layer only grow: where they fall to less than half again and again, another layer has begun it anew. Only what follows
 * the newest answer that went well counts, for that ends a request; and nothing does where retries overlap, as those of parallel calls.
 */
export function waitRestarts(evidence: Pick<Evidence, 'timeline'>): WaitRestarts | undefined {
  const entries = sinceAnswer(evidence);
  const waits = entries.flatMap(({ kind, waitSeconds }) => (kind === 'retry' && waitSeconds !== undefined ? [waitSeconds] : []));
  const restarts = waits.filter((wait, index) => index > 0 && wait * 2 < (waits[index - 1] ?? 0)).length;
  return waits.length < fewestWaits || restarts < fewestRestarts || overlap(entries) ? undefined : { waits: waits.length, restarts };
}

/** Whether something happens while a retry still waits. */
function overlap(entries: readonly TimelineEntry[]): boolean {
  return entries.some(({ kind, at, waitSeconds }, index) => {
    const next = entries[index + 1];
    return kind === 'retry' && at !== undefined && waitSeconds !== undefined && next?.at !== undefined && next.at - at < waitSeconds * 800;
  });
}
