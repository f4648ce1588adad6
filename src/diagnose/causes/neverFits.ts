import { headroom } from '../../limits/bucket';
import type { Cause, Match } from '../cause';
import { docs } from '../docs';
import type { Evidence } from '../evidence';
import { bucketIn, count, isLimited, leftOf, quoting } from '../facts';
import { inputLimit } from '../inputLimit';
import { inputTokenLimit } from '../inputTokenLimit';
import { isNamed } from '../minuteLimit';

export const neverFits: Cause = {
  id: 'never-fits',
  kind: 'limit',
  covers: ['input-tokens-per-minute'],
  title: 'This request can never fit: its input is larger than the limit per minute',
  match: (evidence) => {
    if (!isLimited(evidence) || evidence.errorCode !== undefined || (evidence.limit && evidence.limit.unit !== 'input tokens')) return undefined;
    return fromSize(evidence) ?? fromRoom(evidence);
  },
  ruledOut: (evidence) => {
    const limit = inputLimit(evidence);
    const { inputTokens } = evidence;
    return limit !== undefined && inputTokens !== undefined && inputTokens <= limit ? `its ${count(inputTokens)} input tokens are no more than the ${count(limit)} of a minute` : undefined;
  },
  waiting: (evidence) =>
    isSure(evidence)
      ? { helps: 'no', text: 'However long you wait, the bucket never holds more than its limit, and this request needs more.' }
      : { helps: 'maybe', text: 'Only if the request is smaller than the limit. The bucket never holds more than its limit, however long you wait.' },
  advice: (evidence) => [
    `Make the input smaller than ${inputLimit(evidence) === undefined ? 'the limit' : `${count(inputLimit(evidence) ?? 0)} tokens`}${byHowMuch(evidence)}: shorten the history, send only the parts of a document that are needed, or split it into several requests a minute apart.`,
    `Measure requests before they are sent with [\`count_tokens\`](${docs.tokenCounting}), which is free and has a limit of its own.`,
    `[Cache](${docs.caching}) what stays the same: tokens read from the cache do not count (except for Claude Haiku 3.5). The request that writes the cache counts in full, so write it in pieces that fit.`,
    `Ask for a higher limit in the [Claude Console](${docs.limitsPage}), or use a model class with a higher one.`,
    'No retry, no pause and no other key of the same organization helps.',
  ],
  next: ({ inputTokens }) => (inputTokens === undefined ? [{ text: 'Count the input tokens of the request: `count_tokens` is free, and says whether and by how much it is too large.', action: 'count-tokens' }] : []),
  retry: (evidence) => (isSure(evidence) ? 'useless' : 'rate-limit'),
  sources: [docs.rateLimits, docs.tokenCounting],
};

function fromSize(evidence: Evidence): Match | undefined {
  const limit = inputLimit(evidence);
  const { inputTokens } = evidence;
  if (limit === undefined || inputTokens === undefined || inputTokens <= limit) return undefined;
  return { confidence: 'high', evidence: [{ text: `The request has ${count(inputTokens)} input tokens, ${count(inputTokens - limit)} more than the ${count(limit)} that a minute has` }] };
}

/** Refused for input tokens while all, or almost all, were left: nothing but this one request can have needed them. */
function fromRoom(evidence: Evidence): Match | undefined {
  const bucket = bucketIn(evidence, 'input-tokens');
  // Another number than the one that is named is that of another limit.
  if (evidence.inputTokens !== undefined || bucket?.limit !== inputLimit(evidence) || bucket?.limit === undefined || bucket.limit < leastTelling || !isNamed(evidence, inputTokenLimit) || (headroom(bucket) ?? 0) < almostFull) return undefined;
  return {
    confidence: isFull(evidence) ? 'high' : 'medium',
    evidence: [quoting(evidence, 'The message names the limit of input tokens'), { text: `${leftOf(bucket)} were left, and the request was refused for its input tokens all the same` }],
  };
}

/** What is left is rounded to the nearest thousand: below this limit that hides too much. */
const leastTelling = 5000;
const almostFull = 0.9;

function isFull(evidence: Evidence): boolean {
  const { limit, remaining } = bucketIn(evidence, 'input-tokens') ?? {};
  return limit !== undefined && remaining !== undefined && remaining >= limit;
}

function isSure(evidence: Evidence): boolean {
  const limit = inputLimit(evidence);
  return evidence.inputTokens === undefined ? isFull(evidence) : limit !== undefined && evidence.inputTokens > limit;
}

function byHowMuch(evidence: Evidence): string {
  const limit = inputLimit(evidence);
  const { inputTokens } = evidence;
  return limit !== undefined && inputTokens !== undefined && inputTokens > limit ? ` (by at least ${count(inputTokens - limit)})` : '';
}
