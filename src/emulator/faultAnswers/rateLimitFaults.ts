import type { Dimension } from '../buckets';
import { accelerationError, connectionsError, dailyTokensError, rateLimited, rateLimitError } from '../limitErrors';
import { effectiveLimits } from '../limits';
import { readPool } from '../state';
import type { FaultAnswer, FaultContext } from './faultAnswer';

/** The limits of an organization or workspace: per minute, per day, at once, in the queue of batches. */
export const rateLimitFaults = {
  'requests-limit': (context: FaultContext) => ({ ...minuteLimit(context, 'requests'), buckets: emptied(context, 'requests') }),
  'input-tokens-limit': (context: FaultContext) => ({ ...minuteLimit(context, 'inputTokens'), buckets: emptied(context, 'inputTokens') }),
  'output-tokens-limit': (context: FaultContext) => ({ ...minuteLimit(context, 'outputTokens'), buckets: emptied(context, 'outputTokens') }),
  // A limit of 60 a minute can be enforced as one a second, so requests are left in the minute (rate limits page of the API's documentation).
  'burst-limit': (context: FaultContext) => minuteLimit(context, 'requests'),
  // A request that is larger than the whole bucket finds it full.
  'never-fits': (context: FaultContext) => ({ ...minuteLimit(context, 'inputTokens'), buckets: full(context) }),
  // As in SakanaAI/AI-Scientist#115; no capture shows a `retry-after`.
  'daily-tokens-limit': (context: FaultContext): FaultAnswer => ({ from: 'api', error: dailyTokensError(), buckets: readings(context) }),
  'acceleration-limit': (context: FaultContext): FaultAnswer => ({
    from: 'api',
    error: accelerationError(ownerOf(context), { current: 58_276, next: 68_276 }),
    buckets: readings(context),
    retryAfterSeconds: 1,
  }),
  'connections-limit': (context: FaultContext): FaultAnswer => ({ from: 'api', error: connectionsError(), buckets: readings(context) }),
  // That there is such a limit is documented (rate limits page), its text and headers are not; no capture shows rate-limit headers on this endpoint.
  'batch-queue': (): FaultAnswer => ({ from: 'api', error: rateLimited('This request would exceed the limit of batch requests in the processing queue. Please try again later.'), retryAfterSeconds: 60 }),
};

const ownerOf = ({ state, model }: FaultContext) => ({ organizationId: state.organizationId, model });

/** A captured plain 429 had both `retry-after` and `x-should-retry: true`. */
function minuteLimit(context: FaultContext, dimension: Dimension): FaultAnswer & { readonly from: 'api' } {
  const { rpm, itpm, otpm } = effectiveLimits(context.state.limits);
  const limit = { requests: rpm, inputTokens: itpm, outputTokens: otpm }[dimension];
  return { from: 'api', error: rateLimitError(ownerOf(context), dimension, limit), buckets: readings(context), retryAfterSeconds: 1, shouldRetry: true };
}

const readings = ({ state, model, now }: FaultContext) => readPool(state, { model }, now);

/** An empty bucket needs a minute to fill, whatever `retry-after` says. */
function emptied(context: FaultContext, dimension: Dimension) {
  const shown = readings(context);
  const fullAt = context.now + Math.max(60, context.retryAfterSeconds ?? 0) * 1000;
  return { ...shown, [dimension]: { ...shown[dimension], remaining: 0, fullAt } };
}

function full(context: FaultContext) {
  const { inputTokens, ...others } = readings(context);
  return { ...others, inputTokens: { ...inputTokens, remaining: inputTokens.limit, fullAt: context.now } };
}
