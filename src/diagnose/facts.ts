import type { Match } from './cause';
import type { Evidence } from './evidence';

/** Whether the answer is a 429, or reads like one when no status was shown. */
export function isLimited({ status, errorType }: Evidence): boolean {
  return status === undefined ? errorType === undefined || errorType === 'rate_limit_error' : status === 429;
}

/** A match that rests on the error's own machine-readable code. */
export function codeMatch({ errorCode }: Evidence, codes: readonly string[]): Match | undefined {
  if (errorCode === undefined || !codes.includes(errorCode)) return undefined;
  return { confidence: 'high', evidence: [{ text: 'The error code says so', quote: errorCode }] };
}

/** A match that rests on the error's message. Wording changes, so a code always goes before it. */
export function messageMatch({ message }: Evidence, pattern: RegExp): Match | undefined {
  if (message === undefined || !pattern.test(message)) return undefined;
  return { confidence: 'high', evidence: [{ text: 'The message says so', quote: message }] };
}

/** The same, for sentences that mean something only in a 429. */
export function limitedMessageMatch(evidence: Evidence, pattern: RegExp): Match | undefined {
  return isLimited(evidence) ? messageMatch(evidence, pattern) : undefined;
}

/** When access returns, as a spend limit's message says: "2026-09-01 at 00:00 UTC". */
export function regainDate(message: string | undefined): string | undefined {
  return /regain access on (\d{4}-\d\d-\d\d(?: at \d\d:\d\d UTC)?)/i.exec(message ?? '')?.[1];
}

/** Whether any header of a per-minute limit was shown. */
export function hasLimitHeaders({ buckets }: Evidence): boolean {
  return buckets.length > 0;
}

/** "23 s", "8 min 25 s", "2 h 13 min". */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  if (whole < 60) return `${seconds < 10 ? Number(seconds.toFixed(1)) : whole} s`;
  const [large, small, units] = whole < 3600 ? [Math.floor(whole / 60), whole % 60, ['min', 's']] : [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), ['h', 'min']];
  return small === 0 ? `${large} ${units[0] ?? ''}` : `${large} ${units[0] ?? ''} ${small} ${units[1] ?? ''}`;
}

/** 30000 as "30,000", the same in every locale. */
export function count(value: number): string {
  return Math.round(value).toString().replace(/\B(?=(\d{3})+$)/g, ',');
}
