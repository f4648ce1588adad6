import type { CallSummary } from './callSummary';
import type { Evidence } from './evidence';
import type { NextStep } from './nextStep';

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
  /** Who says so: the server's `retry-after`, or what is left of the limit and flows back. */
  readonly by?: 'server' | 'bucket';
  /** When the limit ends, as a time of RFC 3339, where the answer names one. */
  readonly until?: string;
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
  /** Ids of causes that this one names more precisely: where it is sure they add nothing, and where it is likely they are not more than that. */
  readonly covers?: readonly string[];
  /** `calls` are those of the workspace that can have made the request. */
  readonly match: (evidence: Evidence, calls: readonly CallSummary[]) => Match | undefined;
  /** The fact that excludes this cause, as a clause. */
  readonly ruledOut?: (evidence: Evidence) => string | undefined;
  readonly waiting: (evidence: Evidence) => Waiting;
  /** What to do, the most useful first; Markdown that this file wrote, without text of the error. */
  readonly advice: (evidence: Evidence) => readonly string[];
  /** What makes this cause surer, or shows that the remedy works. */
  readonly next?: (evidence: Evidence) => readonly NextStep[];
  readonly retry: (evidence: Evidence) => RetryKind;
  /** Addresses of the pages it rests on. */
  readonly sources: readonly string[];
}
