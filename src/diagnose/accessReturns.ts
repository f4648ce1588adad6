import { answeredAt } from './answeredAt';
import type { Evidence } from './evidence';

/** When access returns, and in how many seconds where the answer's own date is known. */
export interface Return {
  /** A time of RFC 3339. */
  readonly until: string;
  /** The same to be read: "2026-09-01 at 00:00 UTC". */
  readonly words: string;
  readonly seconds?: number;
}

/** The time that a spend limit's message names, as in "You will regain access on 2026-09-01 at 00:00 UTC". */
export function accessReturns(evidence: Evidence): Return | undefined {
  const match = /\bregain access on (\d{4}-\d\d-\d\d)(?: at (\d\d:\d\d) UTC)?/.exec(evidence.message ?? '');
  const day = match?.[1];
  if (day === undefined) return undefined;
  const until = `${day}T${match?.[2] ?? '00:00'}:00Z`;
  const at = Date.parse(until);
  if (Number.isNaN(at)) return undefined;
  const now = answeredAt(evidence);
  return { until, words: `${day} at ${match?.[2] ?? '00:00'} UTC`, ...(now !== undefined && at > now && { seconds: Math.ceil((at - now) / 1000) }) };
}
