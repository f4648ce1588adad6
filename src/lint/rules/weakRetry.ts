import { seconds } from '../policy/explain';
import { type Rule, docsUrl } from './rule';

/** A drained per-minute bucket is full again after a minute (rate limits refill continuously, per minute). */
const refillSeconds = 60;
/** With `retry-after` honoured the server paces the retries; fewer than this many still lose to other callers. */
const enoughRetries = 4;

export const weakRetry: Rule = {
  id: 'weak-retry',
  severity: 'information',
  title: 'The retry gives up before a rate-limit bucket refills',
  why: 'The SDKs re-send twice within about 1.5 s by default; a per-minute token bucket needs up to 60 s.',
  docsUrl: docsUrl('weak-retry'),
  check: ({ policy }) => {
    const { covers429, attempts, maxWaitSeconds, retryAfter, state } = policy;
    if (covers429 !== true || state === 'ineffective' || state === 'unknown' || typeof attempts !== 'number' || maxWaitSeconds === 'unknown') return undefined;
    const paced = (retryAfter === 'honoured' || retryAfter === 'capped') && attempts > enoughRetries;
    if (paced || maxWaitSeconds >= refillSeconds) return undefined;
    return `This Claude call is sent at most ${attempts} times within ${seconds(maxWaitSeconds)}; a drained per-minute limit takes up to ${refillSeconds} s to refill.`;
  },
};
