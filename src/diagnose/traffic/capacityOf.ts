import type { BucketId } from '../../limits/snapshot';
import { answeredAt } from '../answeredAt';
import type { Evidence } from '../evidence';
import { bucketIn } from '../facts';

/**
 * How much an empty bucket holds when it is full, by the time until then: it refills by a sixtieth of its limit a second, so one that is
 * full again after a second holds no more than that (platform.claude.com/docs/en/api/rate-limits, "Response headers").
 * `undefined` where the headers do not tell, or the bucket is not empty.
 */
export function capacityOf(evidence: Evidence, id: BucketId): number | undefined {
  const { limit, remaining, resetAt } = bucketIn(evidence, id) ?? {};
  const now = answeredAt(evidence);
  if (limit === undefined || remaining === undefined || remaining > 0 || resetAt === undefined || now === undefined || resetAt <= now) return undefined;
  return ((resetAt - now) / 60_000) * limit;
}
