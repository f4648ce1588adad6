import type { Cause, Fact, Match } from '../cause';
import { docs } from '../docs';
import type { Evidence } from '../evidence';
import { count, duration, isLimited } from '../facts';
import { minuteLimitWaiting } from '../minuteLimit';
import { busiest } from '../pace';

export const burst: Cause = {
  id: 'burst',
  kind: 'limit',
  covers: ['requests-per-minute'],
  title: 'Requests per minute, hit by a burst',
  match: (evidence) => {
    if (!isLimited(evidence) || evidence.errorCode !== undefined || !namesRequests(evidence)) return undefined;
    return fromHeaders(evidence) ?? fromTimeline(evidence);
  },
  ruledOut: ({ limit }) => (limit && (limit.unit !== 'requests' || limit.per !== 'minute') ? 'the error names another limit than requests per minute' : undefined),
  waiting: minuteLimitWaiting,
  advice: (evidence) => [
    `Send at an even pace${paceOf(evidence)}: one queue or limiter shared by all calls of this model, not one per function. A limit of 60 a minute can be enforced as one request per second, so a short burst is refused while requests are left.`,
    'Do not start parallel calls all at once: bound them (`p-limit`, `asyncio.Semaphore`) and spread their starts.',
    'Wait as `retry-after` says, with jitter, so that the refused calls do not come back as the next burst.',
    'A higher limit per minute raises the pace only in proportion; an even pace ends it.',
  ],
  retry: () => 'rate-limit',
  sources: [docs.rateLimits],
};

function namesRequests({ limit, message }: Evidence): boolean {
  return limit ? limit.unit === 'requests' && limit.per === 'minute' : /Number of requests has exceeded your per-minute/i.test(message ?? '');
}

/** "60 RPM might be enforced as 1 request per second": platform.claude.com/docs/en/api/rate-limits. */
function fromHeaders({ buckets }: Evidence): Match | undefined {
  const requests = buckets.find(({ id }) => id === 'requests');
  if (requests?.remaining === undefined || requests.remaining < 1) return undefined;
  const left = requests.limit === undefined ? count(requests.remaining) : `${count(requests.remaining)} of ${count(requests.limit)}`;
  return { confidence: 'high', evidence: [{ text: `The request was refused for the number of requests, though ${left} were left in the minute: the pace was too high, not the sum` }] };
}

/** Where the log shows each request, their number in the minute tells a burst from a minute that is used up. */
function fromTimeline({ timeline, limit }: Evidence): Match | undefined {
  const sent = timeline.filter(({ kind }) => kind !== 'retry').flatMap(({ at }) => at ?? []);
  const shown = timeline.some(({ kind }) => kind === 'answer');
  if (!limit || !shown || sent.length < fewest) return undefined;
  const inMinute = busiest(sent, 60_000);
  const inSecond = busiest(sent, 1000);
  if (inMinute * 2 >= limit.amount || inSecond * 60 <= limit.amount) return undefined;
  const fact: Fact = { text: `The log shows ${count(inMinute)} requests in its busiest minute, far below ${count(limit.amount)}, but ${count(inSecond)} of them within one second` };
  return { confidence: 'medium', evidence: [fact] };
}

const fewest = 3;

function paceOf({ limit, buckets }: Evidence): string {
  const amount = limit?.unit === 'requests' ? limit.amount : buckets.find(({ id }) => id === 'requests')?.limit;
  return amount === undefined || amount <= 0 ? '' : `, about one request every ${duration(60 / amount)}`;
}
