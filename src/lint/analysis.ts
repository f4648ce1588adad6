import type { ClaudeCall } from './call';
import type { Finding, RuleId, Severity } from './finding';

/** What the linter knows of one document at one version. */
export interface Analysis {
  readonly calls: readonly ClaudeCall[];
  readonly findings: readonly Finding[];
  /** Findings that a comment in the text suppresses. */
  readonly suppressed: readonly Suppressed[];
  /** True when the text has a syntax error, so that calls may be missing for the moment. */
  readonly broken: boolean;
}

export interface Suppressed {
  readonly finding: Finding;
  /** What the comment gives as one. */
  readonly reason?: string;
}

/** Severity per rule; a rule that is not named keeps its own. */
export type RuleSettings = Readonly<Partial<Record<RuleId, Severity | 'off'>>>;

export const emptyAnalysis: Analysis = { calls: [], findings: [], suppressed: [], broken: false };
