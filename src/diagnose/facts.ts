import { headroom } from '../limits/bucket';
import { bucketName } from '../limits/bucketNames';
import type { Bucket, BucketId } from '../limits/snapshot';
import type { Fact, Match } from './cause';
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

/** A sentence with the error's message as what it rests on, where there is one. */
export function quoting({ message }: Evidence, text: string): Fact {
  return { text, ...(message !== undefined && { quote: message }) };
}

/** Whether any header of a per-minute limit was shown. */
export function hasLimitHeaders({ buckets }: Evidence): boolean {
  return buckets.length > 0;
}

/** The bucket of that name, where the headers tell of it. */
export function bucketIn({ buckets }: Evidence, id: BucketId): Bucket | undefined {
  return buckets.find((bucket) => bucket.id === id);
}

/** Whether every bucket of the headers but those named is known to have at least that part left, 0 to 1; false where none is shown. */
export function othersHaveRoom({ buckets }: Evidence, except: readonly BucketId[], least: number): boolean {
  const shares = buckets.filter(({ id }) => !except.includes(id)).map((bucket) => headroom(bucket));
  return shares.length > 0 && shares.every((share) => share !== undefined && share >= least);
}

/** "27,000 of 30,000 input tokens per minute". */
export function leftOf({ id, remaining, limit }: Bucket): string {
  const name = bucketName(id).long;
  return limit === undefined ? `${count(remaining ?? 0)} ${name}` : `${count(remaining ?? 0)} of ${count(limit)} ${name}`;
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

/** "1 request", "3 requests". */
export function counted(value: number, noun: string): string {
  return `${count(value)} ${noun}${Math.round(value) === 1 ? '' : 's'}`;
}
