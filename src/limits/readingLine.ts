import { bucketsOf, headroom, tightestBucket } from './bucket';
import { bucketName } from './bucketNames';
import type { Bucket, Snapshot } from './snapshot';
import { countInWords, durationInWords, percentOf } from './words';

/** What one answer says of the limits, as a line of text: the tightest first, then what else is left. */
export function readingLine(reading: Snapshot): string {
  const { model, status, retryAfterSeconds } = reading;
  const buckets = bucketsOf(reading);
  const tightest = tightestBucket(buckets);
  const left = buckets.filter(({ id, remaining }) => id !== 'tokens' && remaining !== undefined).map(leftOf);
  const parts = [
    tightest ? `${percentOf(headroom(tightest) ?? 0)} % of ${bucketName(tightest.id).long}` : 'no limits sent',
    retryAfterSeconds === undefined ? '' : `wait ${durationInWords(retryAfterSeconds * 1000)}`,
    left.length > 0 ? `left: ${left.join(', ')}` : '',
  ];
  return `${model}  ${status}  ${parts.filter((part) => part !== '').join('  ')}`;
}

function leftOf({ id, limit, remaining = 0, refill }: Bucket): string {
  const { short } = bucketName(id);
  if (refill === 'at-reset') return `${percentOf(Math.max(0, remaining))} % ${short}`;
  return `${countInWords(remaining)}${limit === undefined ? '' : ` of ${countInWords(limit)}`} ${short}`;
}
