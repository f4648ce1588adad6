import type { Cause } from '../cause';
import { docs } from '../docs';
import { duration, limitedMessageMatch } from '../facts';

export const tokensPerDay: Cause = {
  id: 'tokens-per-day',
  kind: 'limit',
  title: 'Tokens per day',
  match: (evidence) =>
    limitedMessageMatch(evidence, /exceeded your daily rate limit/i) ??
    (evidence.limit?.per === 'day' ? { confidence: 'high', evidence: [{ text: 'The message names a limit per day', ...(evidence.message !== undefined && { quote: evidence.message }) }] } : undefined),
  waiting: ({ retryAfterSeconds }) => ({
    helps: 'maybe',
    ...(retryAfterSeconds !== undefined && { seconds: retryAfterSeconds }),
    text: retryAfterSeconds === undefined ? 'Hours rather than seconds: a limit per day refills slowly.' : `The server asks for ${duration(retryAfterSeconds)}.`,
  }),
  advice: () => ['Spread the work over the day, or make requests smaller; cached input counts less.', `Ask for a higher limit in the [Claude Console](${docs.limitsPage}).`],
  retry: () => 'useless',
  sources: [docs.rateLimits, 'https://github.com/cline/cline/issues/124'],
};
