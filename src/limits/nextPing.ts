import { isObserved, type Monitor } from './monitorState';

/** Whether a ping that the user asks for at the monitor's present time may go out. */
export function mayAsk(monitor: Monitor): boolean {
  return mayPing(monitor) && monitor.seenAt >= (monitor.waitUntil ?? -Infinity);
}

/**
 * The earliest time (ms) of the next ping that nobody asked for; `undefined` when there will be none.
 * Never sooner than the interval after the last ping or the last answer that the user's own traffic got, nor than a `retry-after`,
 * nor than a spend limit allows; slower after each failure in a row, and no more of them on a day than its maximum.
 */
export function nextPingAt(monitor: Monitor): number | undefined {
  if (!mayPing(monitor) || monitor.paused || monitor.pausedByUser || monitor.intervalMs <= 0) return undefined;
  const regained = hitSpendCap(monitor) ? regainedAt(monitor) : -Infinity;
  if (regained === undefined) return undefined;
  const last = Math.max(monitor.startedAt ?? -Infinity, isObserved(monitor.result) ? (monitor.result?.at ?? -Infinity) : -Infinity);
  const due = last === -Infinity ? monitor.seenAt : last + gap(monitor);
  const earliest = Math.max(due, monitor.waitUntil ?? -Infinity, regained);
  const { dailyMaximum, sent } = monitor;
  const isSpent = dailyMaximum !== undefined && sent?.day === dayOf(earliest) && sent.count >= dailyMaximum;
  return isSpent ? (sent.day + 1) * day : earliest;
}

const day = 86_400_000;

/** A day of UTC, counted from 1970. */
export function dayOf(at: number): number {
  return Math.floor(at / day);
}

/** When a spend limit lets requests through again, as its message says: "You will regain access on 2026-09-01 at 00:00 UTC." Undefined where it does not. */
export function regainedAt({ result }: Monitor): number | undefined {
  const message = result?.kind === 'limited' ? result.failure.message : '';
  const [, date, time] = /regain access on (\d{4}-\d\d-\d\d) at (\d\d:\d\d) UTC/.exec(message) ?? [];
  const at = date === undefined || time === undefined ? NaN : Date.parse(`${date}T${time}:00Z`);
  return Number.isNaN(at) ? undefined : at;
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
