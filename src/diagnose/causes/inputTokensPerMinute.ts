import type { Cause } from '../cause';
import { docs } from '../docs';
import type { Evidence } from '../evidence';
import { count } from '../facts';
import { inputLimit } from '../inputLimit';
import { inputTokenLimit } from '../inputTokenLimit';
import { longWaitAdvice } from '../longWaitAdvice';
import { matchMinuteLimit, minuteLimitRuledOut, minuteLimitWaiting } from '../minuteLimit';
import { paceAdvice } from '../paceAdvice';
import { watchSteps } from '../watchSteps';

export const inputTokensPerMinute: Cause = {
  id: 'input-tokens-per-minute',
  kind: 'limit',
  title: 'Input tokens per minute',
  match: (evidence) => matchMinuteLimit(evidence, inputTokenLimit),
  ruledOut: (evidence) => minuteLimitRuledOut(evidence, inputTokenLimit),
  waiting: (evidence) => minuteLimitWaiting(evidence, inputTokenLimit),
  advice: (evidence) => [
    ...longWaitAdvice(evidence),
    ...sizeAdvice(evidence),
    `[Cache](${docs.caching}) the part of the prompt that stays the same: tokens read from the cache do not count toward this limit (except for Claude Haiku 3.5).`,
    ...paceAdvice(evidence),
    'Send fewer requests at a time, and let each wait for `retry-after`.',
    `Move what nobody waits for to the [Message Batches API](${docs.batches}).`,
    'The output allowance (`max_tokens`) and more keys of the same organization change nothing here.',
    `Ask for a higher limit in the [Claude Console](${docs.limitsPage}) if the work really needs it.`,
  ],
  next: (evidence) => [
    ...(evidence.inputTokens === undefined ? [{ text: 'Count the input tokens of the request: `count_tokens` is free, and says whether it can fit at all.', action: 'count-tokens' as const }] : []),
    ...watchSteps(evidence),
  ],
  retry: () => 'rate-limit',
  sources: [docs.rateLimits],
};

/** A size that is known to fit needs no measuring. */
function sizeAdvice(evidence: Evidence): readonly string[] {
  if (evidence.inputTokens !== undefined) return ['Make the request smaller: send the part of a document that matters, drop old turns of a conversation, leave out tools that are not used.'];
  const limit = inputLimit(evidence);
  return [`Measure the request with [\`count_tokens\`](${docs.tokenCounting}), which is free and has a limit of its own. Above ${limit === undefined ? 'the limit' : `${count(limit)} input tokens`} it can never succeed: shorten it, or split it.`];
}
