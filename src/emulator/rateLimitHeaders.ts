import type { Dimension, Reading } from './buckets';
import { headerTriple } from './headerTriple';
import type { Headers } from './reply';
import { roundedTokens } from './roundedTokens';

/** Which of a model class's limits the combined `tokens` headers speak of. */
export type TokensView = 'sum' | 'tightest';

/**
 * The twelve `anthropic-ratelimit-*` headers.
 * The `tokens` triple is the most restrictive token limit where a workspace limit applies, else the sum of input and
 * output (rate limits page of the API's documentation).
 */
export function rateLimitHeaders(readings: Readonly<Record<Dimension, Reading>>, view: TokensView): Headers {
  const { requests, inputTokens, outputTokens } = readings;
  const tokens = view === 'sum' ? sum(inputTokens, outputTokens) : tightest(inputTokens, outputTokens);
  return {
    ...headerTriple('anthropic-ratelimit-requests', requests),
    ...headerTriple('anthropic-ratelimit-input-tokens', roundedTokens(inputTokens)),
    ...headerTriple('anthropic-ratelimit-output-tokens', roundedTokens(outputTokens)),
    ...headerTriple('anthropic-ratelimit-tokens', roundedTokens(tokens)),
  };
}

function sum(a: Reading, b: Reading): Reading {
  return { limit: a.limit + b.limit, remaining: a.remaining + b.remaining, fullAt: Math.max(a.fullAt, b.fullAt) };
}

function tightest(a: Reading, b: Reading): Reading {
  return b.remaining / b.limit < a.remaining / a.limit ? b : a;
}
