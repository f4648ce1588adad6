import { headroom } from '../limits/bucket';
import { bucketName } from '../limits/bucketNames';
import type { Match } from './cause';
import type { Evidence } from './evidence';
import { isLimited } from './facts';

/**
 * A 429 whose headers say that a pool beside the regular one (`fast` or `priority`) is used up. It is sure where the regular limits
 * that are shown had room and the message names no other.
 */
export function emptyPool(evidence: Evidence, pool: 'fast' | 'priority'): Match | undefined {
  if (!isLimited(evidence) || evidence.errorCode !== undefined) return undefined;
  const { buckets } = evidence;
  const empty = buckets.find((bucket) => bucket.id.startsWith(`${pool}-`) && headroom(bucket) === 0);
  if (!empty) return undefined;
  const regular = buckets.filter(({ id }) => !id.startsWith('fast-') && !id.startsWith('priority-'));
  const hasRoom = regular.every((bucket) => (headroom(bucket) ?? 1) >= 0.1);
  return { confidence: hasRoom ? 'high' : 'medium', evidence: [{ text: `The headers say that nothing was left of the ${bucketName(empty.id).long}${hasRoom && regular.length > 0 ? ', while the regular limits had room' : ''}` }] };
}
