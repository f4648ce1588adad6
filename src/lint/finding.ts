import type { Location, Span } from './source';

export type Severity = 'hint' | 'information' | 'warning' | 'error';

export type RuleId =
  | 'unretried-call'
  | 'ineffective-retry'
  | 'weak-retry'
  | 'unbounded-retry'
  | 'unbounded-wait'
  | 'nested-retries'
  | 'swallowed-failure'
  | 'misses-overloaded'
  | 'retry-after-ignored'
  | 'retries-permanent-errors'
  | 'missing-jitter'
  | 'unbounded-fan-out'
  | 'client-per-call'
  | 'retiring-model'
  | 'hardcoded-key'
  | 'outdated-request'
  | 'blocking-wait'
  | 'matches-error-text'
  | 'unhandled-stream-error'
  | 'retry-after-output'
  | 'unused-suppression';

/** Why a verdict holds: a place, perhaps in another file, and what stands there. */
export interface Reason {
  readonly span: Location;
  readonly message: string;
}

/** One verdict of one rule, about a Claude call or about the file. */
export interface Finding {
  readonly rule: RuleId;
  readonly severity: Severity;
  /** What to underline: the callee of the call, on one line, or the place that the rule names. */
  readonly span: Span;
  readonly message: string;
  readonly reasons: readonly Reason[];
  /** Index into `Analysis.calls`; absent for a finding about the file. */
  readonly call?: number;
}
