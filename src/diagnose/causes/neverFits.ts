import type { Cause, Match } from '../cause';
import { docs } from '../docs';
import type { Evidence } from '../evidence';
import { count, isLimited } from '../facts';
import { inputLimit } from '../inputLimit';

export const neverFits: Cause = {
  id: 'never-fits',
  kind: 'limit',
  covers: ['input-tokens-per-minute'],
  title: 'This request can never fit: its input is larger than the limit per minute',
  match: (evidence) => {
    if (!isLimited(evidence) || evidence.errorCode !== undefined || (evidence.limit && evidence.limit.unit !== 'input tokens')) return undefined;
    return fromSize(evidence) ?? fromFullBucket(evidence);
  },
  ruledOut: (evidence) => {
    const limit = inputLimit(evidence);
    const { inputTokens } = evidence;
    return limit !== undefined && inputTokens !== undefined && inputTokens <= limit ? `its ${count(inputTokens)} input tokens are less than the ${count(limit)} of a minute` : undefined;
  },
  waiting: () => ({ helps: 'no', text: 'However long you wait, the bucket never holds more than its limit, and this request needs more.' }),
  advice: (evidence) => [
    `Make the input smaller than ${inputLimit(evidence) === undefined ? 'the limit' : `${count(inputLimit(evidence) ?? 0)} tokens`}${byHowMuch(evidence)}: shorten the history, send only the parts of a document that are needed, or split it into several requests a minute apart.`,
    `Measure requests before they are sent with [\`count_tokens\`](${docs.tokenCounting}), which is free and has a limit of its own.`,
    `[Cache](${docs.caching}) what stays the same: tokens read from the cache do not count (except for Claude Haiku 3.5). The request that writes the cache counts in full, so write it in pieces that fit.`,
    `Ask for a higher limit in the [Claude Console](${docs.limitsPage}), or use a model class with a higher one.`,
    'No retry, no pause and no other key of the same organization helps.',
  ],
  retry: () => 'useless',
  sources: [docs.rateLimits, docs.tokenCounting],
};

function fromSize(evidence: Evidence): Match | undefined {
  const limit = inputLimit(evidence);
  const { inputTokens } = evidence;
  if (limit === undefined || inputTokens === undefined || inputTokens <= limit) return undefined;
  return { confidence: 'high', evidence: [{ text: `The request has ${count(inputTokens)} input tokens, ${count(inputTokens - limit)} more than the ${count(limit)} that a minute has` }] };
}

/** Nothing but this one request can have used up a bucket that is full; what is left is rounded to the nearest thousand. */
function fromFullBucket({ limit: named, buckets }: Evidence): Match | undefined {
  const bucket = buckets.find(({ id }) => id === 'input-tokens');
  if (!named || bucket?.limit === undefined || bucket.remaining === undefined || bucket.limit < leastTelling || bucket.remaining < bucket.limit) return undefined;
  return { confidence: 'high', evidence: [{ text: `All ${count(bucket.limit)} input tokens of the minute were left, and the request was refused for its input tokens all the same` }] };
}

/** Below it the rounding hides too much. */
const leastTelling = 5000;

function byHowMuch(evidence: Evidence): string {
  const limit = inputLimit(evidence);
  const { inputTokens } = evidence;
  return limit !== undefined && inputTokens !== undefined && inputTokens > limit ? ` (by at least ${count(inputTokens - limit)})` : '';
}
