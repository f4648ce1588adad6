import { headroom } from '../../limits/bucket';
import type { Cause } from '../cause';
import { docs } from '../docs';
import { matchMinuteLimit, type MinuteLimit, minuteLimitRuledOut, minuteLimitWaiting } from '../minuteLimit';

const limit: MinuteLimit = { bucket: 'requests', unit: 'requests', sentence: /Number of requests has exceeded your per-minute/i };

export const requestsPerMinute: Cause = {
  id: 'requests-per-minute',
  kind: 'limit',
  title: 'Requests per minute',
  match: (evidence) => {
    const match = matchMinuteLimit(evidence, limit);
    const bucket = evidence.buckets.find(({ id }) => id === 'requests');
    if (match?.confidence !== 'high' || !bucket || (headroom(bucket) ?? 0) === 0) return match;
    // "60 RPM might be enforced as 1 request per second": platform.claude.com/docs/en/api/rate-limits.
    return { ...match, evidence: [...match.evidence, { text: 'Requests were left, so this was a burst: a limit of 60 per minute can be enforced as one per second' }] };
  },
  ruledOut: (evidence) => minuteLimitRuledOut(evidence, limit),
  waiting: minuteLimitWaiting,
  advice: () => [
    'Send at an even pace: a queue or limiter shared by all calls of this model, not one per function. Short bursts are refused even below the limit per minute.',
    'Put several small questions into one request, and drop polling.',
    'Move what nobody waits for to the [Message Batches API](' + docs.batches + '), which has limits of its own.',
    'More keys of the same organization do not help: the limit belongs to the organization and the model class.',
  ],
  retry: () => 'rate-limit',
  sources: [docs.rateLimits],
};
