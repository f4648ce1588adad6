import type { Position } from 'vscode-languageserver';
import type { CallSummary } from '../diagnose/callSummary';
import type { CallToSimulate } from '../simulate/callToSimulate';

/** Custom request without parameters: the Claude calls of the open folders, on disk and as they stand in open editors. */
export const callsRequest = 'headroom/calls';

export interface CallsResult {
  /** Sorted by file, then in the order of the text. */
  readonly calls: readonly CallSummary[];
}

/** Custom request: the Claude call at a place of an open document, with what each fix makes of it. */
export const callToSimulateRequest = 'headroom/callToSimulate';

export interface CallToSimulateParams {
  /** A document, or a cell of a notebook. */
  readonly uri: string;
  readonly position: Position;
}

/** `null` where there is no call. */
export type CallToSimulateResult = CallToSimulate | null;

/** Kind of the code action that lets a client note its rate limits. */
export const recordLimitsKind = 'refactor.rewrite.headroom.recordLimits';
