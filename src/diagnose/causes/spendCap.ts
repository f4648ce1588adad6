import { accessReturns } from '../accessReturns';
import type { Cause } from '../cause';
import { docs } from '../docs';
import { codeMatch, duration, messageMatch } from '../facts';

/** Source of the code: `error-classes` of @anthropic-ai/sdk 1.13.0. */
const codes = ['enforced_spend_limit_reached'];

export const spendCap: Cause = {
  id: 'spend-cap',
  kind: 'limit',
  title: 'The monthly spend cap of the usage tier is reached',
  match: (evidence) => codeMatch(evidence, codes) ?? (evidence.errorCode === undefined ? messageMatch(evidence, /You have reached your API usage limits/i) : undefined),
  ruledOut: ({ status, retryAfterSeconds, errorCode }) => (status === 429 && retryAfterSeconds !== undefined && errorCode === undefined ? 'the answer has a `retry-after`, which a spend cap never sends' : undefined),
  waiting: (evidence) => {
    const back = accessReturns(evidence);
    const when = back ? `on ${back.words}${back.seconds === undefined ? '' : `, in ${duration(back.seconds)}`}` : 'at 00:00 UTC on the 1st of next month';
    return {
      helps: 'no',
      ...(back && { until: back.until }),
      ...(back?.seconds !== undefined && { seconds: back.seconds }),
      text: `No retry succeeds before access returns: ${when}. The SDKs retry it all the same.`,
    };
  },
  advice: () => [
    `Look at the cap and ask for a higher one in the [Claude Console](${docs.limitsPage}).`,
    'Stop retrying on these error codes: branch on `error.details.error_code` (`err.errorCode` in the TypeScript SDK) and fail at once with a clear message.',
    'Watch spend and warn before the cap; caching, batches and a cheaper model stretch it.',
  ],
  retry: () => 'useless',
  sources: [docs.rateLimits, docs.errors],
};
