import type { Cause } from '../cause';
import { docs } from '../docs';
import { emptyPool } from '../emptyPool';
import { limitedMessageMatch } from '../facts';
import { minuteLimitWaiting } from '../minuteLimit';

export const priorityCapacity: Cause = {
  id: 'priority-capacity',
  kind: 'limit',
  covers: ['input-tokens-per-minute', 'output-tokens-per-minute'],
  title: 'The capacity of Priority Tier is used up',
  match: (evidence) => limitedMessageMatch(evidence, evidence.limit ? /\bpriority[- ]tier (?:rate )?limit\b|\blimit (?:for|of) priority[- ]tier\b/i : /\bpriority[- ](?:tier|capacity)\b/i) ?? emptyPool(evidence, 'priority'),
  waiting: (evidence) => minuteLimitWaiting(evidence, { bucket: 'priority-input-tokens' }),
  advice: () => [
    'Let requests that can wait go without priority: `service_tier: "standard_only"`. They draw from the regular limits alone, and leave the priority capacity to the others.',
    'With `service_tier: "auto"` a request draws from the regular limits too: look at those headers as well.',
    'Pace what must have priority by the `anthropic-priority-…` headers, and wait for `retry-after`.',
  ],
  retry: () => 'rate-limit',
  sources: [docs.serviceTiers, docs.rateLimits],
};
