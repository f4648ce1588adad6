import type { Cause } from '../cause';
import { hasLimitHeaders } from '../facts';

export const entitlementGate: Cause = {
  id: 'entitlement-gate',
  kind: 'limit',
  title: 'The token may not use this model or feature',
  match: (evidence) => {
    const { status, message, headersShown, headers, retryAfterSeconds, errorCode } = evidence;
    if (status !== 429 || errorCode !== undefined || retryAfterSeconds !== undefined || hasLimitHeaders(evidence) || !/^Error\.?$/.test(message ?? '')) return undefined;
    if (Object.keys(headers).some((name) => name.startsWith('anthropic-'))) return undefined;
    return headersShown
      ? { confidence: 'medium', evidence: [{ text: 'A 429 without any rate-limit header, and a message that names no limit', quote: 'Error' }] }
      : { confidence: 'low', evidence: [{ text: 'The message names no limit', quote: 'Error' }] };
  },
  ruledOut: (evidence) => (hasLimitHeaders(evidence) ? 'rate-limit headers are there' : undefined),
  waiting: () => ({ helps: 'no', text: 'This shape was seen where a subscription token asked for a model it may not use, and there no retry succeeds.' }),
  advice: () => ['Try the same request with an API key instead of the subscription\'s token.', 'Try another model with the same token: if that works, it is the model.'],
  retry: () => 'useless',
  sources: ['https://github.com/anthropics/claude-code/issues/87420'],
};
