import type { MinuteLimit } from './minuteLimit';

/** The limit of input tokens per minute, which many requests or a single one can hit. */
export const inputTokenLimit: MinuteLimit = {
  bucket: 'input-tokens',
  unit: 'input tokens',
  sentence: /Number of (?:request|input) tokens has exceeded (?:your|the) (?:per-minute )?rate limit|rate limit of \S{1,15} input tokens per minute/i,
  vague: /Number of tokens has exceeded (?:your|the) (?:per-minute )?rate limit/i,
};
