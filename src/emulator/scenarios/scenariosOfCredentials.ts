import type { Scenario } from './scenario';

/** What a key or token may not do, or has used up: no retry within a program's life gets through. */
export const scenariosOfCredentials: readonly Scenario[] = [
  { id: 'subscription-limit', title: 'The limit of a subscription', about: 'The five hours of a Claude subscription are used up: `anthropic-ratelimit-unified-…` headers, and a `retry-after` of hours.', isSurvivable: false, faults: [{ kind: 'subscription-five-hour', retryAfterSeconds: 7999 }] },
  { id: 'entitlement-gate', title: 'A token without entitlement', about: 'A 429 with the message "Error", no rate-limit headers and `x-should-retry: true`, at every try.', isSurvivable: false, faults: [{ kind: 'entitlement-gate' }] },
  { id: 'long-context-entitlement', title: 'Long context without entitlement', about: 'A 429 that looks like a rate limit and is a missing entitlement.', isSurvivable: false, faults: [{ kind: 'long-context' }] },
  { id: 'authentication', title: 'A key that is not accepted', about: 'A 401 at every try.', isSurvivable: false, faults: [{ kind: 'authentication' }] },
];
