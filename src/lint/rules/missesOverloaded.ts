import { type Rule, docsUrl } from './rule';

export const missesOverloaded: Rule = {
  id: 'misses-overloaded',
  severity: 'information',
  title: 'The retry covers a 429 and leaves a 529 alone',
  why: 'When the service is overloaded it answers 529 `overloaded_error`, which almost no list of statuses holds. It says nothing about your limits and passes within minutes: in one such window of about two minutes 43 of 43 requests failed (hermes-agent #101875).',
  examples: [
    { language: 'ts', bad: "await ky.post(url, { retry: { limit: 8, methods: ['post'], statusCodes: [429, 503] } });", good: "await ky.post(url, { retry: { limit: 8, methods: ['post'], statusCodes: [429, 500, 502, 503, 504, 529] } });" },
    { language: 'python', bad: '@retry(retry=retry_if_exception_type(RateLimitError), stop=stop_after_attempt(8))', good: '@retry(retry=retry_if_exception_type((RateLimitError, InternalServerError)), stop=stop_after_attempt(8))' },
  ],
  off: 'An overload is answered in another way, for example by another model.',
  docsUrl: docsUrl('misses-overloaded'),
  check: ({ policy, provider }) => {
    // Bedrock, Vertex and gateways have other words for it.
    if (provider !== 'anthropic' || policy.covers429 !== true || policy.covers529 !== false || policy.state === 'ineffective') return undefined;
    return 'This Claude call is sent again after a 429, and not after a 529: an overload of the service fails it at once.';
  },
};
