import { isGuard } from '../policy/effectivePolicy';
import { type Rule, docsUrl } from './rule';

export const ineffectiveRetry: Rule = {
  id: 'ineffective-retry',
  severity: 'warning',
  title: 'The retry around this call does not act on a 429',
  why: 'A guard that leaves a 429 alone gives false safety: many retry only connection errors, or only GET, or never see a status that is returned and not raised.',
  docsUrl: docsUrl('ineffective-retry'),
  check: ({ policy }) => {
    if (policy.state !== 'ineffective') return undefined;
    const guard = policy.layers.find((layer) => isGuard(layer) && layer.covers429 === false);
    const why = guard?.whyNot ?? 'it does not act on this status';
    return `${guard?.name ?? 'The retry'} does not send this Claude call again after a 429: ${why}.`;
  },
};
