import type { Bucket, BucketId } from './snapshot';

/** Reads one header by its lower-case name. `Headers.get` fits, and so does a map's `get`. */
export type HeaderLookup = (name: string) => string | null | undefined;

/** The limits in a response's headers. */
export interface LimitHeaders {
  readonly buckets: readonly Bucket[];
  readonly retryAfterSeconds?: number;
}

/**
 * Reads the limits that a response carries.
 * `now` is the arrival in ms. Times are moved to this machine's clock by the response's own `date` header,
 * so a clock that runs minutes late does not turn an empty bucket into a full one.
 * Any header may be missing or odd; what cannot be read is left out, and nothing throws.
 */
export function readLimitHeaders(header: HeaderLookup, now: number): LimitHeaders {
  const skew = clockSkew(header('date'), now);
  const buckets = families.map(({ id, prefix }) => readBucket({ id, prefix, header, skew })).filter((bucket) => bucket !== undefined);
  const retryAfterSeconds = readRetryAfter(header('retry-after'), now - skew);
  return retryAfterSeconds === undefined ? { buckets } : { buckets, retryAfterSeconds };
}

/** Header families by bucket. Source: platform.claude.com/docs/en/api/rate-limits, "Response headers". */
const families: readonly { readonly id: BucketId; readonly prefix: string }[] = [
  { id: 'requests', prefix: 'anthropic-ratelimit-requests' },
  { id: 'tokens', prefix: 'anthropic-ratelimit-tokens' },
  { id: 'input-tokens', prefix: 'anthropic-ratelimit-input-tokens' },
  { id: 'output-tokens', prefix: 'anthropic-ratelimit-output-tokens' },
];

/** The `date` header counts whole seconds, so a smaller difference says nothing. */
const leastSkew = 2000;

interface BucketHeaders {
  readonly id: BucketId;
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

function readNumber(value: string | null | undefined): number | undefined {
  const text = value?.trim() ?? '';
  if (!/^[+-]?\d+(\.\d+)?$/.test(text)) return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}

function readTimestamp(value: string | null | undefined): number | undefined {
  const text = value?.trim() ?? '';
  return /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d/.test(text) ? finite(Date.parse(text.replace(' ', 'T'))) : undefined;
}

function readHttpDate(value: string | null | undefined): number | undefined {
  const text = value?.trim() ?? '';
  return /^[A-Za-z]+, \d/.test(text) ? finite(Date.parse(text)) : undefined;
}

function finite(number: number): number | undefined {
  return Number.isFinite(number) ? number : undefined;
}
