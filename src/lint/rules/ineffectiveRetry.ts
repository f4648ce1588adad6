import { isGuard } from '../policy/effectivePolicy';
import { idleGuard } from '../policy/faultyLayers';
import { describeLayer } from '../policy/explain';
import { capitalized } from './capitalized';
import { type Rule, docsUrl } from './rule';

export const ineffectiveRetry: Rule = {
  id: 'ineffective-retry',
  severity: 'warning',
  title: 'The retry around this call does not act on a 429',
  why: 'A guard that leaves a 429 alone gives false safety: many retry only connection errors, or only GET, or never see a status that is returned and not raised. A program that matched “status 5xx” never saw an overload (obsidian-llm-wiki #41).',
  examples: [
    { language: 'ts', bad: 'axiosRetry(axios); // leaves every POST alone', good: 'axiosRetry(axios, { retryCondition: axiosRetry.isRetryableError, retryDelay: axiosRetry.exponentialDelay });' },
    {
      language: 'python',
      bad: 'session.mount("https://", HTTPAdapter(max_retries=Retry(5)))  # never retries a POST',
      good: 'retry = Retry(8, status_forcelist=[429, 500, 502, 503, 504, 529], allowed_methods=["POST"], backoff_factor=1)\nsession.mount("https://", HTTPAdapter(max_retries=retry))',
    },
  ],
  off: 'The guard is there for something else, such as broken connections, and a 429 is handled elsewhere.',
  docsUrl: docsUrl('ineffective-retry'),
  check: ({ policy }) => {
    if (policy.state !== 'ineffective') return undefined;
    const guard = idleGuard(policy.layers);
    const why = guard?.whyNot ?? 'it does not act on this status';
    const own = policy.layers.find((layer) => !isGuard(layer) && layer.covers429 === true);
    return `${capitalized(guard?.name ?? 'The retry')} does not send this Claude call again after a 429: ${why}${own ? `; only ${describeLayer(own)} does` : ''}.`;
  },
};
