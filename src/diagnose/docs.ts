/** The pages that causes rest on. */
export const docs = {
  rateLimits: 'https://platform.claude.com/docs/en/api/rate-limits',
  errors: 'https://platform.claude.com/docs/en/api/errors',
  tokenCounting: 'https://platform.claude.com/docs/en/build-with-claude/token-counting',
  caching: 'https://platform.claude.com/docs/en/build-with-claude/prompt-caching',
  batches: 'https://platform.claude.com/docs/en/build-with-claude/batch-processing',
  limitsPage: 'https://platform.claude.com/usage/limits',
  status: 'https://status.claude.com',
} as const;
