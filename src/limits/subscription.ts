import type { Bucket, Snapshot, Subscription } from './snapshot';
import { type HeaderLookup, readNumber, readUnixTime } from './values';

/** Not documented; as seen in reports of users, and as `SDKRateLimitInfo` of @anthropic-ai/claude-agent-sdk 0.3.331 has them. */
const prefix = 'anthropic-ratelimit-unified-';

/** The windows that are asked for where the names of the headers are not known. */
const knownWindows = ['5h', '7d', '7d_opus', '7d_sonnet', 'overage'];

const windowHeader = /^anthropic-ratelimit-unified-([a-z0-9_]+)-(?:status|utilization|reset)$/i;

interface Reading {
  readonly header: HeaderLookup;
  readonly names: Iterable<string>;
  /** ms to add to a time of the server. */
  readonly skew: number;
}

/** What a response says of the subscription whose token was used: nothing for an API key. */
export function readSubscription({ header, names, skew }: Reading): Pick<Snapshot, 'windows' | 'subscription'> {
  const ids = new Set([...knownWindows, ...[...names].flatMap((name) => windowHeader.exec(name)?.[1]?.toLowerCase() ?? [])]);
  const windows = [...ids].flatMap((id) => readWindow(id, header, skew) ?? []);
  const subscription = readWhole(header, skew);
  return { ...(windows.length > 0 && { windows }), ...(Object.keys(subscription).length > 0 && { subscription }) };
}

/** The used part can be more than 1, and is told as a fraction. A window that refuses is empty, whatever else is known of it. */
function readWindow(id: string, header: HeaderLookup, skew: number): Bucket | undefined {
  const used = readNumber(header(`${prefix}${id}-utilization`));
  const isRefused = header(`${prefix}${id}-status`)?.trim() === 'rejected';
  const reset = readUnixTime(header(`${prefix}${id}-reset`));
  if (used === undefined && reset === undefined && !isRefused) return undefined;
  const remaining = used !== undefined ? 1 - used : isRefused ? 0 : undefined;
  return {
    id: `unified-${id}`,
    limit: 1,
    ...(remaining !== undefined && { remaining: isRefused ? Math.min(0, remaining) : remaining }),
    ...(reset !== undefined && { resetAt: reset + skew }),
    refill: 'at-reset',
  };
}

function readWhole(header: HeaderLookup, skew: number): Subscription {
  const text = (name: string) => header(prefix + name)?.trim();
  const reset = readUnixTime(header(`${prefix}reset`));
  const found = { status: text('status'), claim: text('representative-claim'), overageStatus: text('overage-status'), overageDisabledReason: text('overage-disabled-reason') };
  return { ...Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined && value !== '')), ...(reset !== undefined && { resetAt: reset + skew }) };
}
