import type { Cause } from '../cause';

export const bedrockThrottling: Cause = {
  id: 'bedrock-throttling',
  kind: 'limit',
  title: 'Amazon Bedrock throttles the account',
  match: ({ provider, message, status, errorType }) =>
    provider === 'bedrock' && (status === 429 || message?.startsWith('Model is getting throttled') === true || (status === undefined && (errorType ?? message) !== undefined)) && (errorType === undefined || /[Tt]hrott|TooMany|ServiceQuota|BedrockException/.test(errorType))
      ? { confidence: 'high', evidence: [{ text: 'The answer is a throttling error of Amazon Bedrock', ...(message !== undefined && { quote: message }) }] }
      : undefined,
  waiting: ({ timeline }) =>
    timeline.some(({ kind }) => kind === 'answer')
      ? { helps: 'yes', text: 'Within about a minute: a quota per minute is whole again then.' }
      : { helps: 'maybe', text: 'If the quota is above 0: within about a minute. New accounts can have a quota of 0 for a model, and then no retry succeeds.' },
  advice: ({ message }) => [
    'Look at the quotas of the model, account and region in AWS Service Quotas. Limits and headers of the Claude API do not apply here.',
    /tokens/i.test(message ?? '') ? 'It is the quota of tokens: send fewer and smaller requests at a time.' : 'Send fewer requests at a time.',
    'A cross-region inference profile spreads the load over regions.',
  ],
  retry: () => 'rate-limit',
  sources: ['https://docs.aws.amazon.com/bedrock/latest/userguide/quotas.html', 'https://github.com/anthropics/claude-code/issues/1466'],
};
