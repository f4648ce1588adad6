import { isObserved, type Monitor } from './monitorState';

/** Whether a ping that the user asks for at the monitor's present time may go out. */
export function mayAsk(monitor: Monitor): boolean {
  return mayPing(monitor) && monitor.seenAt >= (monitor.waitUntil ?? -Infinity);
}

/**
 * The earliest time (ms) of the next ping that nobody asked for; `undefined` when there will be none.
 * Never sooner than the interval after the last ping or the last answer that the user's own traffic got, nor than a `retry-after`; slower after each failure in a row.
 */
export function nextPingAt(monitor: Monitor): number | undefined {
  if (!mayPing(monitor) || monitor.paused || monitor.intervalMs <= 0 || hitSpendCap(monitor)) return undefined;
  const last = Math.max(monitor.startedAt ?? -Infinity, isObserved(monitor.result) ? (monitor.result?.at ?? -Infinity) : -Infinity);
  const due = last === -Infinity ? monitor.seenAt : last + gap(monitor);
  return Math.max(due, monitor.waitUntil ?? -Infinity);
}

/** A key that was refused stays refused until another one is set. */
function mayPing({ consent, key, refusal, inFlight, result }: Monitor): boolean {
  return consent && key === 'present' && refusal === undefined && inFlight === undefined && result?.kind !== 'unauthorized';
}

/** Only a person raises a spend limit: "Retrying fails until access resumes" (platform.claude.com/docs/en/api/rate-limits). */
export function hitSpendCap({ result }: Monitor): boolean {
  return result?.kind === 'limited' && spendCaps.includes(result.failure.errorCode ?? '');
}

/** Source: the 429 error codes in core/error-classes of @anthropic-ai/sdk 1.13.0. */
const spendCaps: readonly string[] = ['enforced_spend_limit_reached', 'contract_spend_limit_reached'];

const longestGap = 3_600_000;

function gap({ intervalMs, failures }: Monitor): number {
  return Math.min(intervalMs * 2 ** failures, Math.max(intervalMs, longestGap));
}
