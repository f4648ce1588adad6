import type { CallSummary } from './callSummary';
import type { Evidence } from './evidence';

/** `high`: the error itself says so. `medium`: the numbers point to it. `low`: it fits, and so may others. */
export type Confidence = 'high' | 'medium' | 'low';

/** Why a cause fits. */
export interface Match {
  readonly confidence: Confidence;
  /** What was found, as sentences without a full stop; text of the error only inside `quote`. */
  readonly evidence: readonly Fact[];
  /** Instead of the cause's own, where the evidence allows to say more. */
  readonly title?: string;
}

/** A sentence, and the piece of the error it rests on. Only `quote` may hold text that others wrote. */
export interface Fact {
  readonly text: string;
  readonly quote?: string;
}

/** Whether sending the same request again later succeeds. */
export interface Waiting {
  readonly helps: 'yes' | 'no' | 'maybe';
  /** How long at least, when it is known. */
  readonly seconds?: number;
  readonly text: string;
}

/** Which calls of the user's code the cause can stop, and what a retry does about it. */
export type RetryKind = 'rate-limit' | 'overload' | 'stream' | 'useless';

/**
 * One reason for a refused request: how to recognise it and what to do about it. A `limit` is what the server refused it for;
 * a `driver` is what made the traffic reach it, such as retries within retries, and stands beside a limit.
 */
export interface Cause {
  readonly id: string;
  readonly kind: 'limit' | 'driver';
  readonly title: string;
  /** `calls` are those of the workspace that can have made the request. */
  readonly match: (evidence: Evidence, calls: readonly CallSummary[]) => Match | undefined;
  /** Ids of causes that this one names more precisely: where it is first, they add nothing. */
  readonly covers?: readonly string[];
  /** The fact that excludes this cause, as a clause. */
  readonly ruledOut?: (evidence: Evidence) => string | undefined;
  readonly waiting: (evidence: Evidence) => Waiting;
  /** What to do, the most useful first; Markdown that this file wrote, without text of the error. */
  readonly advice: (evidence: Evidence) => readonly string[];
  readonly retry: (evidence: Evidence) => RetryKind;
  /** Addresses of the pages it rests on. */
  readonly sources: readonly string[];
}
