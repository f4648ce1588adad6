import type { CallSummary } from '../diagnose/callSummary';

/** Custom request without parameters: the Claude calls of the open folders, on disk and as they stand in open editors. */
export const callsRequest = 'headroom/calls';

export interface CallsResult {
  /** Sorted by file, then in the order of the text. */
  readonly calls: readonly CallSummary[];
}

/** Kind of the code action that lets a client note its rate limits. */
export const recordLimitsKind = 'refactor.rewrite.headroom.recordLimits';
