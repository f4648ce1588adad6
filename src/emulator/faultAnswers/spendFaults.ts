import type { ApiError } from '../apiError';
import { rateLimited } from '../limitErrors';
import type { FaultAnswer, FaultContext } from './faultAnswer';

/**
 * What spending ends. None of them has a `retry-after`, but for the one of Claude Code's workspace (rate limits page of the API's documentation). Where no capture shows the message
 * it says what the SDK's types say of the error code, which is what programs branch on.
 */
export const spendFaults = {
  'spend-limit': (context: FaultContext): FaultAnswer => refusal(spendLimitError(context.now)),
  'contract-spend-limit': (): FaultAnswer => refusal({ ...rateLimited('The organization has reached the spend limit of its contract.'), errorCode: 'contract_spend_limit_reached' }),
  'linked-spend-limit': (): FaultAnswer =>
    refusal({
      status: 402,
      type: 'billing_error',
      message: 'The linked organization has reached a spend limit that it set, or lacks credit for the request.',
      errorCode: 'linked_organization_spend_limit_reached',
    }),
  // The workspace's wording as in anthropics/claude-code#1047; a 400 both (errors page of the API's documentation).
  'self-set-spend-limit': ({ now }: FaultContext): FaultAnswer => refusal(invalid(`You have reached your specified API usage limits. ${regain(now)}`)),
  'workspace-spend-limit': ({ now }: FaultContext): FaultAnswer => refusal(invalid(`You have reached your specified workspace API usage limits. ${regain(now)}`)),
  // Documented is that it can be a 429 with a `retry-after` (rate limits page), not its text or wait: the workspace's text, and the wait until the day that it names.
  'claude-code-spend-limit': ({ now }: FaultContext): FaultAnswer => ({
    from: 'api',
    error: rateLimited(`You have reached your specified workspace API usage limits. ${regain(now)}`),
    retryAfterSeconds: Math.ceil((nextMonth(now) - now) / 1000),
  }),
  'credit-balance': (): FaultAnswer => refusal(invalid('Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.')),
  billing: (): FaultAnswer => refusal({ status: 402, type: 'billing_error', message: 'There is a problem with the billing or the payment of this organization.' }),
};

const refusal = (error: ApiError): FaultAnswer => ({ from: 'api', error });

const invalid = (message: string): ApiError => ({ status: 400, type: 'invalid_request_error', message });

/** Over at the first of the next month, 00:00 UTC. */
function spendLimitError(now: number): ApiError {
  const message = `You have reached your API usage limits: your organization has crossed its monthly API usage threshold, set based on your organization's API tier. ${regain(now)}`;
  return { ...rateLimited(message), errorCode: 'enforced_spend_limit_reached' };
}

function regain(now: number): string {
  return `You will regain access on ${new Date(nextMonth(now)).toISOString().slice(0, 10)} at 00:00 UTC.`;
}

/** The first of the next month, 00:00 UTC, in ms. */
function nextMonth(now: number): number {
  const date = new Date(now);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}
