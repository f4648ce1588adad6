import type { Evidence } from '../evidence';
import { subscriptionWindow } from '../subscriptionWindow';

/** Requests of one account that were refused together. */
export interface ParallelSessions {
  readonly requests: number;
  /** From the first to the last, in seconds, 1 at least. */
  readonly seconds: number;
}

const fewest = 3;
const longest = 15;

/**
 * Several requests of one subscription, each with an id of its own, refused within seconds. `undefined` where a retry is announced, for
 * then they can be one request sent again, and for anything but a subscription.
 */
export function parallelSessions(evidence: Evidence): ParallelSessions | undefined {
  const { timeline, subscription, message } = evidence;
  const isAccount = subscription !== undefined || subscriptionWindow(evidence) !== undefined || (message?.includes("your account's rate limit") ?? false);
  if (!isAccount || timeline.some(({ kind }) => kind === 'retry')) return undefined;
  const refused = timeline.flatMap(({ kind, at, requestId, status }) => (kind === 'error' && at !== undefined && requestId !== undefined && (status ?? 429) === 429 ? [{ at, requestId }] : []));
  const requests = new Set(refused.map(({ requestId }) => requestId)).size;
  const times = refused.map(({ at }) => at);
  const seconds = (Math.max(...times) - Math.min(...times)) / 1000;
  return requests >= fewest && seconds <= longest ? { requests, seconds: Math.max(1, seconds) } : undefined;
}
