import type { ClaudeCall } from '../call';
import type { RuleId, Severity } from '../finding';

/** One rule: what it says about a call, and the text that its page, the hover and the editor share. */
export interface Rule {
  readonly id: RuleId;
  readonly severity: Severity;
  readonly title: string;
  /** What it costs, in a sentence or two, with something that really happened. */
  readonly why: string;
  /** The same few lines wrong and right, in each language. */
  readonly examples: readonly Example[];
  /** When somebody may rightly switch the rule off. */
  readonly off: string;
  readonly docsUrl: string;
  /** The message, or undefined when the call is fine. Sees the policy and nothing of the language. */
  readonly check: (call: ClaudeCall) => string | undefined;
}

export interface Example {
  readonly language: 'ts' | 'python';
  readonly bad: string;
  readonly good: string;
}

const pages = 'https://github.com/headroom-for-claude/headroom-for-claude/blob/main/docs/rules';

export function docsUrl(id: RuleId): string {
  return `${pages}/${id}.md`;
}
