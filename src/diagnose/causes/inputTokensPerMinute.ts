import type { Cause } from '../cause';
import { docs } from '../docs';
import type { Evidence } from '../evidence';
import { count } from '../facts';
import { matchMinuteLimit, type MinuteLimit, minuteLimitRuledOut, minuteLimitWaiting } from '../minuteLimit';

const limit: MinuteLimit = {
  bucket: 'input-tokens',
  unit: 'input tokens',
  sentence: /Number of (?:request|input) tokens has exceeded your per-minute/i,
  vague: /Number of tokens has exceeded your per-minute/i,
};

export const inputTokensPerMinute: Cause = {
  id: 'input-tokens-per-minute',
  kind: 'limit',
  title: 'Input tokens per minute',
  match: (evidence) => {
    const match = matchMinuteLimit(evidence, limit);
    if (!match || !wasAlmostFull(evidence)) return match;
    return { ...match, evidence: [...match.evidence, { text: 'The bucket was almost full and the request did not fit: this one request may be larger than the whole limit' }] };
  },
  ruledOut: (evidence) => minuteLimitRuledOut(evidence, limit),
  waiting: (evidence) =>
    wasAlmostFull(evidence)
      ? { helps: 'maybe', text: 'Only if the request is smaller than the limit. A request with more input tokens than the limit per minute never fits, however long you wait.' }
      : minuteLimitWaiting(evidence),
  advice: (evidence) => [
    `Measure the request with [\`count_tokens\`](${docs.tokenCounting}), which is free and has a limit of its own. Above ${sizeOf(evidence)} it can never succeed: shorten it, or split it.`,
    `[Cache](${docs.caching}) the part of the prompt that stays the same: tokens read from the cache do not count toward this limit (except for Claude Haiku 3.5).`,
    'Send fewer requests at a time, and let each wait for `retry-after`.',
    `Move what nobody waits for to the [Message Batches API](${docs.batches}).`,
    'The output allowance (`max_tokens`) and more keys of the same organization change nothing here.',
    `Ask for a higher limit in the [Claude Console](${docs.limitsPage}) if the work really needs it.`,
  ],
  retry: () => 'rate-limit',
  sources: [docs.rateLimits],
};

function sizeOf({ limit: named, buckets }: Evidence): string {
  const size = named?.unit === 'input tokens' ? named.amount : buckets.find(({ id }) => id === 'input-tokens')?.limit;
  return size === undefined ? 'the limit' : `${count(size)} input tokens`;
}

/** 90 % and more left: nothing but this request can have used the bucket up. */
function wasAlmostFull({ buckets, limit: named }: Evidence): boolean {
  const bucket = buckets.find(({ id }) => id === 'input-tokens');
  return named?.unit === 'input tokens' && bucket?.limit !== undefined && bucket.remaining !== undefined && bucket.remaining >= bucket.limit * 0.9;
}
