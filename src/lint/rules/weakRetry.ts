import { seconds } from '../policy/explain';
import { isFew, outlivesRefill, refillSeconds } from '../policy/refill';
import { type Rule, docsUrl } from './rule';

export const weakRetry: Rule = {
  id: 'weak-retry',
  severity: 'information',
  title: 'The retry gives up before a rate-limit bucket refills',
  why: 'The SDKs re-send twice within about 1.5 s by default; a per-minute token bucket needs up to 60 s. Users of coding agents saw “retry in 0.7 s, 0.5 s” against a per-minute limit, and lost the work (aider #861).',
  examples: [
    { language: 'ts', bad: 'const client = new Anthropic();', good: 'const client = new Anthropic({ maxRetries: 8 });' },
    { language: 'python', bad: 'for attempt in range(3):\n    try:\n        return client.messages.create(**request)\n    except RateLimitError:\n        time.sleep(1)', good: 'client = Anthropic(max_retries=8)\nreturn client.messages.create(**request)' },
  ],
  off: 'A person waits for the answer and would rather see the error at once than wait a minute.',
  docsUrl: docsUrl('weak-retry'),
  check: ({ policy }) => {
    const { covers429, attempts, maxWaitSeconds, retryAfter, state } = policy;
    if (covers429 !== true || state === 'ineffective' || state === 'unknown' || typeof attempts !== 'number' || maxWaitSeconds === 'unknown') return undefined;
    const paced = (retryAfter === 'honoured' || retryAfter === 'capped') && !isFew({ attempts });
    if (paced || outlivesRefill(maxWaitSeconds)) return undefined;
    return `This Claude call is sent at most ${attempts} times, within ${seconds(maxWaitSeconds)} when the server names no wait; a drained per-minute limit takes up to ${refillSeconds} s to refill.`;
  },
};
