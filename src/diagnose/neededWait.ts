import type { BucketId } from '../limits/snapshot';
import type { Evidence } from './evidence';
import { bucketIn } from './facts';

/** How long the request has to wait, and who says so. */
export interface NeededWait {
  readonly seconds: number;
  readonly by: 'server' | 'bucket';
  /** True where the size of the request is not known, so that it may take longer. */
  readonly isLeast: boolean;
}

/**
 * The wait in seconds that `retry-after` asks for, else until the bucket holds the request again: it refills by a sixtieth of its limit
 * a second (platform.claude.com/docs/en/api/rate-limits). `undefined` where neither is known, or the request is larger than the limit.
 */
export function neededWait(evidence: Evidence, id: BucketId): NeededWait | undefined {
  const { retryAfterSeconds, inputTokens } = evidence;
  if (retryAfterSeconds !== undefined) return { seconds: retryAfterSeconds, by: 'server', isLeast: false };
  const { limit, remaining } = bucketIn(evidence, id) ?? {};
  if (limit === undefined || remaining === undefined || limit <= 0) return undefined;
  const known = id.endsWith('input-tokens') ? inputTokens : 1;
  if (known !== undefined && known > limit) return undefined;
  const missing = (known ?? 1) - remaining;
  // What is left of tokens is rounded to a thousand, so that an empty bucket without a size tells nothing but its order.
  if (missing <= 0) return undefined;
  return { seconds: Math.max(0.1, Math.ceil((missing * 600) / limit) / 10), by: 'bucket', isLeast: known === undefined };
}
