/** Every answer that a label can name. */
export const causeIds: readonly string[] = [
  'requests-per-minute', 'input-tokens-per-minute', 'output-tokens-per-minute', 'burst', 'never-fits', 'concurrent-connections', 'acceleration-limit', 'workspace-limit', 'spend-cap',
  'contract-spend-cap', 'self-set-spend-limit', 'credit-balance', 'long-context-entitlement', 'subscription-limit', 'entitlement-gate', 'fast-mode-limit', 'priority-capacity', 'batch-queue',
  'tokens-per-day', 'bedrock-throttling', 'vertex-quota', 'gateway-limit', 'overloaded', 'stream-error', 'authentication', 'not-a-rate-limit', 'cannot-tell',
];

/** Every driver that a label can name. */
export const driverIds: readonly string[] = ['nested-retries', 'shared-organization', 'scheduled-peaks', 'own-pings'];
