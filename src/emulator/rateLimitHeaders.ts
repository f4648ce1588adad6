import type { Dimension, Reading } from './buckets';

/** Which of a model class's limits the combined `tokens` headers speak of. */
export type TokensView = 'sum' | 'tightest';

/**
 * The twelve `anthropic-ratelimit-*` headers.
 * The `tokens` triple is the most restrictive token limit where a workspace limit applies, else the sum of input and
 * output (rate limits page of the API's documentation).
 */
export function rateLimitHeaders(readings: Readonly<Record<Dimension, Reading>>, view: TokensView): Record<string, string> {
  const { requests, inputTokens, outputTokens } = readings;
  const tokens = view === 'sum' ? sum(inputTokens, outputTokens) : tightest(inputTokens, outputTokens);
  return {
    ...triple('requests', requests, requests.remaining),
    ...triple('input-tokens', inputTokens, rounded(inputTokens)),
    ...triple('output-tokens', outputTokens, rounded(outputTokens)),
    ...triple('tokens', tokens, rounded(tokens)),
  };
}

function triple(name: string, reading: Reading, remaining: number): Record<string, string> {
  const prefix = `anthropic-ratelimit-${name}`;
  return { [`${prefix}-limit`]: String(reading.limit), [`${prefix}-remaining`]: String(remaining), [`${prefix}-reset`]: rfc3339(reading.fullAt) };
}

function sum(a: Reading, b: Reading): Reading {
  return { limit: a.limit + b.limit, remaining: a.remaining + b.remaining, fullAt: Math.max(a.fullAt, b.fullAt) };
}

function tightest(a: Reading, b: Reading): Reading {
  return b.remaining / b.limit < a.remaining / a.limit ? b : a;
}

/**
 * The API rounds the remaining tokens to the nearest thousand. Limits below 10,000, which only an emulator has, are
 * left exact: rounded, they would read as empty or as more than full.
 */
function rounded(reading: Reading): number {
  if (reading.limit < 10_000) return reading.remaining;
  return Math.min(reading.limit, Math.round(reading.remaining / 1000) * 1000);
}

/** Whole seconds in UTC, rounded up so that the time is never too early. */
function rfc3339(ms: number): string {
  return new Date(Math.ceil(ms / 1000) * 1000).toISOString().replace('.000Z', 'Z');
}
