import type { ClaudeCall } from '../call';
import type { FileFacts } from '../facts/fileFacts';
import type { Reason, RuleId, Severity } from '../finding';
import type { Span } from '../source';

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
  /** True where a loop or parallel calls around a call raise nothing: the rule is about them, or about the file. */
  readonly isLevelFixed?: true;
  /** What is wrong with a call, or undefined when it is fine. Sees the policy and nothing of the language. */
  readonly check?: (call: ClaudeCall, context: RuleContext) => Verdict | string | undefined;
  /** What is wrong with a file, whether it calls Claude or not. */
  readonly checkFile?: (file: FileFacts) => readonly FileVerdict[];
}

/** What a rule may know besides the code. */
export interface RuleContext {
  /** As `2026-11-26`; undefined where nobody says. */
  readonly today: string | undefined;
}

/** A message alone underlines the callee and has the reasons of the call. */
export interface Verdict {
  readonly message: string;
  /** What to underline, in the file of the call. */
  readonly span?: Span;
  readonly reasons?: readonly Reason[];
}

/** Says itself what to underline. */
export type FileVerdict = Verdict & { readonly span: Span };

export interface Example {
  readonly language: 'ts' | 'python';
  readonly bad: string;
  readonly good: string;
}

const pages = 'https://github.com/headroom-for-claude/headroom-for-claude/blob/main/docs/rules';

export function docsUrl(id: RuleId): string {
  return `${pages}/${id}.md`;
}
