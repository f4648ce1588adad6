import type { MinuteLimit } from './minuteLimit';

/** The limit of output tokens per minute, which answers use up while they are written. */
export const outputTokenLimit: MinuteLimit = {
  bucket: 'output-tokens',
  unit: 'output tokens',
  sentence: /Number of output tokens has exceeded (?:your|the) (?:per-minute )?rate limit|rate limit of \S{1,15} output tokens per minute/i,
  vague: /Number of tokens has exceeded (?:your|the) (?:per-minute )?rate limit/i,
};
