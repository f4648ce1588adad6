/** The pages that causes rest on. */
export const docs = {
  rateLimits: 'https://platform.claude.com/docs/en/api/rate-limits',
  errors: 'https://platform.claude.com/docs/en/api/errors',
  tokenCounting: 'https://platform.claude.com/docs/en/build-with-claude/token-counting',
  caching: 'https://platform.claude.com/docs/en/build-with-claude/prompt-caching',
  batches: 'https://platform.claude.com/docs/en/build-with-claude/batch-processing',
  fastMode: 'https://platform.claude.com/docs/en/build-with-claude/fast-mode',
  serviceTiers: 'https://platform.claude.com/docs/en/api/service-tiers',
  rateLimitsApi: 'https://platform.claude.com/docs/en/manage-claude/rate-limits-api',
  streaming: 'https://platform.claude.com/docs/en/build-with-claude/streaming',
  limitsPage: 'https://platform.claude.com/usage/limits',
  status: 'https://status.claude.com',
} as const;
