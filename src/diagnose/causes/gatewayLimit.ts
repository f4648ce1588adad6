import type { Cause, Match } from '../cause';
import { claudeMark } from '../claudeMark';
import type { Evidence } from '../evidence';
import { duration } from '../facts';

export const gatewayLimit: Cause = {
  id: 'gateway-limit',
  kind: 'limit',
  title: 'A gateway or proxy refused the request, not Claude',
  match: (evidence) => {
    const match = matchGateway(evidence);
    const { gateway } = evidence;
    return match && gateway !== undefined ? { ...match, title: `${gateway} refused the request, not Claude` } : match;
  },
  ruledOut: (evidence) => (evidence.status === 429 ? claudeMark(evidence) : undefined),
  waiting: (evidence) => {
    const { retryAfterSeconds } = evidence;
    if (isMoney(evidence)) return { helps: 'no', text: 'The money that the gateway gives this key, team or account is used up; no retry succeeds.' };
    return {
      helps: 'maybe',
      ...(retryAfterSeconds !== undefined && { seconds: retryAfterSeconds }),
      text: retryAfterSeconds === undefined ? 'That depends on the gateway\'s own limit; its documentation or administrator knows.' : `The gateway asks for ${duration(retryAfterSeconds)}.`,
    };
  },
  advice: () => [
    'Look at the limits of the gateway: those per key, user, model or deployment, its cool-downs, and its balance. Those of your Claude organization are not concerned.',
    'Look into the gateway\'s log: where it passes on a 429 of Claude, that one names the limit, and `anthropic-ratelimit-…` headers come with it.',
    'Send the same request straight to the API: if it is answered, it is the gateway.',
  ],
  next: () => [{ text: 'Check the limits with a test ping, which goes straight to the API: if there is room, it was the gateway.', action: 'ping' }],
  retry: (evidence) => (isMoney(evidence) ? 'useless' : 'rate-limit'),
  sources: ['https://docs.litellm.ai/docs/proxy/users', 'https://openrouter.ai/docs/limits', 'https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-1xxx-errors/error-1015/'],
};

/** A 402, and LiteLLM's sentence about a budget, which comes with a 400 or 429. */
function isMoney({ status, message }: Evidence): boolean {
  return status === 402 || message?.startsWith('Budget has been exceeded') === true;
}

function matchGateway(evidence: Evidence): Match | undefined {
  const { status, gateway, message, host, errorType, headersShown } = evidence;
  // Relays copy the form of the API's errors; the id and the headers of its answers they have not.
  const isCopy = errorType !== undefined && !headersShown;
  const mark = claudeMark(isCopy ? { ...evidence, errorType: undefined } : evidence);
  if (gateway === undefined || (status !== undefined && status !== 429 && !isMoney(evidence)) || mark !== undefined) return undefined;
  // What stands before the API itself is Anthropic's own, and may refuse in its name.
  return { confidence: isCopy || host === 'api.anthropic.com' ? 'medium' : 'high', evidence: [{ text: 'The answer has the form of a gateway\'s own refusal, and nothing of the Claude API\'s', ...(message !== undefined && { quote: message }) }] };
}
