import type { Bucket, MinuteBucketId, Snapshot } from './snapshot';
import { readSubscription } from './subscription';
import { type HeaderLookup, readHttpDate, readNumber, readTimestamp } from './values';

/** The limits in a response's headers. */
export type LimitHeaders = Pick<Snapshot, 'buckets' | 'windows' | 'subscription' | 'retryAfterSeconds'>;

/**
 * Reads the limits that a response carries.
 * `now` is the arrival in ms. Times are moved to this machine's clock by the response's own `date` header,
 * so a clock that runs minutes late does not turn an empty bucket into a full one.
 * Any header may be missing or odd; what cannot be read is left out, and nothing throws.
 * `names` are all names that the response has, where they are known: windows of a subscription have names of their own.
 */
export function readLimitHeaders(header: HeaderLookup, now: number, names: Iterable<string> = []): LimitHeaders {
  const skew = clockSkew(header('date'), now);
  const buckets = families.map(({ id, prefix }) => readBucket({ id, prefix, header, skew })).filter((bucket) => bucket !== undefined);
  const retryAfterSeconds = readRetryAfter(header('retry-after'), now - skew);
  return { buckets, ...readSubscription({ header, names, skew }), ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
}

/**
 * Header families by bucket. Sources: platform.claude.com/docs/en/api/rate-limits, "Response headers", and the pages about service
 * tiers (`priority`) and fast mode (`fast`).
 */
const families: readonly { readonly id: MinuteBucketId; readonly prefix: string }[] = [
  { id: 'requests', prefix: 'anthropic-ratelimit-requests' },
  { id: 'tokens', prefix: 'anthropic-ratelimit-tokens' },
  { id: 'input-tokens', prefix: 'anthropic-ratelimit-input-tokens' },
  { id: 'output-tokens', prefix: 'anthropic-ratelimit-output-tokens' },
  { id: 'priority-input-tokens', prefix: 'anthropic-priority-input-tokens' },
  { id: 'priority-output-tokens', prefix: 'anthropic-priority-output-tokens' },
  { id: 'fast-input-tokens', prefix: 'anthropic-fast-input-tokens' },
  { id: 'fast-output-tokens', prefix: 'anthropic-fast-output-tokens' },
];

/** The `date` header counts whole seconds, so a smaller difference says nothing. */
const leastSkew = 2000;

interface BucketHeaders {
  readonly id: MinuteBucketId;
  readonly prefix: string;
  readonly header: HeaderLookup;
  readonly skew: number;
}

function readBucket({ id, prefix, header, skew }: BucketHeaders): Bucket | undefined {
  const limit = readNumber(header(`${prefix}-limit`));
  const remaining = readNumber(header(`${prefix}-remaining`));
  const reset = readTimestamp(header(`${prefix}-reset`));
  if (limit === undefined && remaining === undefined && reset === undefined) return undefined;
  return {
    id,
    ...(limit !== undefined && { limit }),
    ...(remaining !== undefined && { remaining }),
    ...(reset !== undefined && { resetAt: reset + skew }),
  };
}

/** ms to add to a time of the server to get the same moment on this machine's clock. */
function clockSkew(date: string | null | undefined, now: number): number {
  const server = readHttpDate(date);
  if (server === undefined) return 0;
  const skew = now - server;
  return Math.abs(skew) < leastSkew ? 0 : skew;
}

/** Seconds, or an HTTP date (RFC 9110, section 10.2.3). A date in the past asks for no wait. */
function readRetryAfter(value: string | null | undefined, serverNow: number): number | undefined {
  const seconds = readNumber(value);
  if (seconds !== undefined) return seconds >= 0 ? seconds : undefined;
  const date = readHttpDate(value);
  return date === undefined ? undefined : Math.max(0, Math.ceil((date - serverNow) / 1000));
}
