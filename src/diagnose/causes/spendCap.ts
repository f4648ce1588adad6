import type { Cause } from '../cause';
import { docs } from '../docs';
import { codeMatch, messageMatch, regainDate } from '../facts';

/** Source of the code: `error-classes` of @anthropic-ai/sdk 1.13.0. */
const codes = ['enforced_spend_limit_reached'];

export const spendCap: Cause = {
  id: 'spend-cap',
  kind: 'limit',
  title: 'The monthly spend cap of the usage tier is reached',
  match: (evidence) => codeMatch(evidence, codes) ?? messageMatch(evidence, /You have reached your API usage limits/i),
  ruledOut: ({ status, retryAfterSeconds, errorCode }) => (status === 429 && retryAfterSeconds !== undefined && errorCode === undefined ? 'the answer has a `retry-after`, which a spend cap never sends' : undefined),
  waiting: ({ message }) => {
    const date = regainDate(message);
    return { helps: 'no', text: `No retry succeeds before access returns${date === undefined ? ': for the monthly cap of a usage tier at 00:00 UTC on the 1st of next month' : `, on ${date}`}. The SDKs retry it all the same.` };
  },
  advice: () => [
    `Look at the cap and ask for a higher one in the [Claude Console](${docs.limitsPage}).`,
    'Stop retrying on these error codes: branch on `error.details.error_code` (`err.errorCode` in the TypeScript SDK) and fail at once with a clear message.',
    'Watch spend and warn before the cap; caching, batches and a cheaper model stretch it.',
  ],
  retry: () => 'useless',
  sources: [docs.rateLimits, docs.errors],
};
