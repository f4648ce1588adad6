import type { Cause } from '../cause';
import { docs } from '../docs';

export const authentication: Cause = {
  id: 'authentication',
  kind: 'limit',
  title: 'The key is not accepted',
  match: ({ status, errorType, message, provider }) => {
    const fits = errorType === 'authentication_error' || (status === 401 && provider !== undefined && provider !== 'other') || (status === undefined && errorType === undefined && /^(?:OAuth token (?:revoked|(?:has )?expired)|invalid x-api-key|Invalid API key|Could not resolve authentication method)/.test(message ?? ''));
    return fits ? { confidence: 'high', evidence: [{ text: 'The answer is an authentication error (401), not a rate limit', ...(message !== undefined && { quote: message }) }] } : undefined;
  },
  waiting: () => ({ helps: 'no', text: 'No retry succeeds.' }),
  advice: ({ message }) =>
    /CORS requests are not allowed/i.test(message ?? '')
      ? ['The key may be fine: the organization does not allow requests from a browser. Call the API from a server.']
      : ['Check that the program sees the key you think it does (`ANTHROPIC_API_KEY`), that it was not revoked, and that no blank or quote is around it.', 'A key goes into `x-api-key` or, as the newest SDKs send it, into `Authorization: Bearer`; an access token only into the latter.'],
  retry: () => 'useless',
  sources: [docs.errors],
};
