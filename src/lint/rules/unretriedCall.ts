import { type Rule, docsUrl } from './rule';

export const unretriedCall: Rule = {
  id: 'unretried-call',
  severity: 'warning',
  title: 'Nothing re-sends this call after a 429',
  why: 'A rate limit is ordinary traffic control: the same request, sent again after the wait the server names, succeeds. Without a retry the first 429 ends the work, as in a tool that reported its task as done after the refused request (Roo-Code #5050).',
  examples: [
    { language: 'ts', bad: "const response = await fetch('https://api.anthropic.com/v1/messages', request);", good: "const response = await withBackoff(() => fetch('https://api.anthropic.com/v1/messages', request));" },
    { language: 'python', bad: 'client = Anthropic(max_retries=0)', good: 'client = Anthropic(max_retries=8)' },
  ],
  off: 'The call is retried by something that the code does not show: a queue that runs the whole job again, or a gateway that retries.',
  docsUrl: docsUrl('unretried-call'),
  // A list that is read costs no tokens, and mostly tries a key.
  check: ({ api, policy }) => (policy.state === 'none' && !api.startsWith('GET ') ? 'Nothing sends this Claude call again after a 429: the first rate limit fails it.' : undefined),
};
