import type { RuleId } from '../finding';

/** The rules that more retries, or retries at all, can repair. */
export const retryRules: ReadonlySet<RuleId> = new Set(['unretried-call', 'ineffective-retry', 'weak-retry']);
