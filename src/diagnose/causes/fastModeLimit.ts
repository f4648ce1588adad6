import type { Cause } from '../cause';
import { docs } from '../docs';
import { emptyPool } from '../emptyPool';
import type { Evidence } from '../evidence';
import { bucketIn, limitedMessageMatch } from '../facts';
import { longWaitAdvice } from '../longWaitAdvice';
import { minuteLimitWaiting } from '../minuteLimit';

export const fastModeLimit: Cause = {
  id: 'fast-mode-limit',
  kind: 'limit',
  covers: ['input-tokens-per-minute', 'output-tokens-per-minute'],
  title: 'The limit of fast mode',
  match: (evidence) => limitedMessageMatch(evidence, evidence.limit ? /\bfast[- ]mode (?:rate )?limit\b|\blimit (?:for|of) fast[- ]mode\b/i : /\bfast[- ]mode\b/i) ?? emptyPool(evidence, 'fast'),
  waiting: (evidence) => (isClosed(evidence) ? { helps: 'no', text: 'The limit is 0: fast mode is not open to this organization, and no retry of a fast request succeeds.' } : minuteLimitWaiting(evidence, { bucket: fastBucket(evidence) })),
  advice: (evidence) => [
    'Send the request without `speed: "fast"`: standard speed has limits of its own, which may have room.',
    'Keep fast mode for what somebody waits for, and pace those requests by the `anthropic-fast-…` headers.',
    'Wait for `retry-after` where the request must be fast.',
    ...longWaitAdvice(evidence),
  ],
  retry: (evidence) => (isClosed(evidence) ? 'useless' : 'rate-limit'),
  sources: [docs.rateLimits, docs.fastMode],
};

/** "… your rate limit of 0 fast mode input tokens per minute". */
function isClosed({ message }: Evidence): boolean {
  return /(?:^|\s)0 fast[- ]mode\b/i.test(message ?? '');
}

/** The one that is empty, else that of input tokens. */
function fastBucket(evidence: Evidence): 'fast-input-tokens' | 'fast-output-tokens' {
  return bucketIn(evidence, 'fast-input-tokens')?.remaining !== 0 && bucketIn(evidence, 'fast-output-tokens')?.remaining === 0 ? 'fast-output-tokens' : 'fast-input-tokens';
}
