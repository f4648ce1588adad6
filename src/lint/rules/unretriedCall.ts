import { type Rule, docsUrl } from './rule';

export const unretriedCall: Rule = {
  id: 'unretried-call',
  severity: 'warning',
  title: 'Nothing re-sends this call after a 429',
  why: 'A rate limit is ordinary traffic control: the same request, sent again after the wait the server names, succeeds. Without a retry the first 429 ends the work.',
  docsUrl: docsUrl('unretried-call'),
  check: ({ policy }) => (policy.state === 'none' ? 'Nothing sends this Claude call again after a 429: the first rate limit fails it.' : undefined),
};
