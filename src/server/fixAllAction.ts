import type { RuleId } from '../lint/finding';
import { ruleNamed } from '../lint/rules/lookup';

/** What an action carries whose edits are only worked out once somebody chooses it. */
export interface FixAllAction {
  readonly rule: RuleId;
  readonly scope: 'file' | 'workspace';
  /** The document, or the cell of a notebook, that it was offered in. */
  readonly uri: string;
}

/** Reads it off an action that comes back from the client; undefined for one that needs nothing more. */
export function fixAllActionOf(data: unknown): FixAllAction | undefined {
  if (typeof data !== 'object' || data === null || !('rule' in data) || !('scope' in data) || !('uri' in data)) return undefined;
  const { uri, scope } = data;
  const rule = typeof data.rule === 'string' ? ruleNamed(data.rule)?.id : undefined;
  return rule !== undefined && typeof uri === 'string' && (scope === 'file' || scope === 'workspace') ? { rule, scope, uri } : undefined;
}
