import type { Cause } from '../cause';
import { docs } from '../docs';
import { isLimited, messageMatch } from '../facts';

const sentence = /(?:Extra usage is|Usage credits(?: are)?) required for (?:long|1M) context|(?:long context|1M context)[^.]{0,80}(?:extra usage|not (?:yet )?available)/i;

export const longContextEntitlement: Cause = {
  id: 'long-context-entitlement',
  kind: 'limit',
  title: 'Long context is not included in the plan',
  match: (evidence) => (isLimited(evidence) || evidence.status === 400 || evidence.errorType === 'invalid_request_error' ? messageMatch(evidence, sentence) : undefined),
  waiting: () => ({ helps: 'no', text: 'This is a missing entitlement that only looks like a rate limit. No retry succeeds.' }),
  advice: () => [
    'Turn off the long context: remove the 1M-context beta header, or the `[1m]` of the model name.',
    'Or allow extra usage in the account that the token belongs to, or use an API key of an organization.',
    'Do not retry this message; it has sent programs into endless loops.',
  ],
  retry: () => 'useless',
  sources: [docs.errors, 'https://github.com/anthropics/claude-code/issues/42616'],
};
