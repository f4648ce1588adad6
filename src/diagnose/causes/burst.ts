import { headroom } from '../../limits/bucket';
import type { Cause, Match } from '../cause';
import { docs } from '../docs';
import type { Evidence } from '../evidence';
import { bucketIn, count, duration, isLimited, leftOf, limitedMessageMatch, quoting } from '../facts';
import { isNamed, minuteLimitWaiting } from '../minuteLimit';
import { busiest } from '../pace';
import { paceAdvice } from '../paceAdvice';
import { requestLimit } from '../requestLimit';
import { capacityOf } from '../traffic/capacityOf';
import { moments } from '../traffic/moments';
import { ownRequests } from '../traffic/ownRequests';

/** "60 RPM might be enforced as 1 request per second": platform.claude.com/docs/en/api/rate-limits. */
export const burst: Cause = {
  id: 'burst',
  kind: 'limit',
  covers: ['requests-per-minute', 'acceleration-limit'],
  title: 'Requests per minute, hit by a burst',
  match: (evidence) => {
    if (!isLimited(evidence) || evidence.errorCode !== undefined) return undefined;
    const said = limitedMessageMatch(evidence, /\brequests? per second\b/i);
    if (said || !isNamed(evidence, requestLimit)) return said ?? fromShortWait(evidence);
    const found = fromHeaders(evidence) ?? fromTimes(evidence);
    return found && { ...found, evidence: [quoting(evidence, 'The message names the limit of requests'), ...found.evidence] };
  },
  ruledOut: (evidence) => {
    const { limit } = evidence;
    if (limit && (limit.unit !== 'requests' || limit.per !== 'minute')) return 'the error names another limit than requests per minute';
    return isWholeMinute(evidence) ? 'no request was left, and by its reset the limit takes a whole minute to fill up' : undefined;
  },
  waiting: (evidence) => minuteLimitWaiting(evidence, requestLimit),
  advice: (evidence) => [
    'Send at an even pace: one queue or limiter shared by all calls of this model, not one per function. A limit of 60 a minute can be enforced as one request per second, so a short burst is refused while requests are left.',
    ...paceAdvice(evidence),
    'Do not start parallel calls all at once: bound them (`p-limit`, `asyncio.Semaphore`) and spread their starts.',
    'Wait as `retry-after` says, with jitter, so that the refused calls do not come back as the next burst.',
    'A higher limit per minute raises the pace only in proportion; an even pace ends it.',
  ],
  next: () => [{ text: 'Rehearse it: the local API can enforce 60 requests a minute as one a second, and shows whether the program paces itself.', action: 'rehearse' }],
  retry: () => 'rate-limit',
  sources: [docs.rateLimits],
};

function fromHeaders(evidence: Evidence): Match | undefined {
  const bucket = bucketIn(evidence, 'requests');
  // Another number than the one that is named is that of another limit.
  if (bucket?.remaining === undefined || (evidence.limit && bucket.limit !== undefined && evidence.limit.amount !== bucket.limit)) return undefined;
  const { limit, remaining } = bucket;
  // The last one may have been counted after the refusal: a bucket that is nearly empty is no proof.
  if (remaining >= 1) return { confidence: remaining >= 2 || limit === undefined || limit <= fewRequests ? 'high' : 'medium', evidence: [{ text: `${leftOf(bucket)} were left, so the pace was too high, not the sum` }] };
  const capacity = capacityOf(evidence, 'requests');
  if (capacity === undefined || limit === undefined || isWholeMinute(evidence)) return undefined;
  return { confidence: 'medium', evidence: [{ text: `By its reset the limit of ${count(limit)} per minute is full again so soon that it lets only about ${count(Math.max(1, capacity))} through at once` }] };
}

/** Nothing is named and nothing used up; what a burst is short of is there again a second or two later, where a rise that is too steep waits for the next minute. */
function fromShortWait(evidence: Evidence): Match | undefined {
  const { status, message, limit, retryAfterSeconds } = evidence;
  const requests = bucketIn(evidence, 'requests');
  if (status !== 429 || limit || message !== undefined || retryAfterSeconds === undefined || retryAfterSeconds > shortWait) return undefined;
  if (!requests || (headroom(requests) ?? 0) < 0.5 || evidence.buckets.some((bucket) => (headroom(bucket) ?? 1) < 0.5)) return undefined;
  return { confidence: 'low', evidence: [{ text: `${leftOf(requests)} were left, no limit that is shown was used up, and the server asked to wait for ${duration(retryAfterSeconds)} only` }] };
}

/** Seconds. */
const shortWait = 2;

const fewRequests = 10;

/** Whether the empty bucket holds more than a burst. */
function isWholeMinute(evidence: Evidence): boolean {
  const capacity = capacityOf(evidence, 'requests');
  return capacity !== undefined && capacity > (bucketIn(evidence, 'requests')?.limit ?? Infinity) / 4;
}

/** Where the text shows each request, their number in the minute tells a burst from a minute that is used up. */
function fromTimes(evidence: Evidence): Match | undefined {
  const own = ownRequests(evidence);
  const bucket = bucketIn(evidence, 'requests');
  const limit = evidence.limit?.amount ?? bucket?.limit;
  const atOnce = busiest(moments(evidence).map(({ at }) => at), 1000);
  if (own === undefined || limit === undefined || (bucket && headroom(bucket) === 0) || own >= limit / 2 || atOnce < 3 || atOnce * 60 <= limit) return undefined;
  return { confidence: 'medium', evidence: [{ text: `The text shows ${count(own)} requests in the minute before, of ${count(limit)} that the limit allows, and ${count(atOnce)} of them within a second` }] };
}
