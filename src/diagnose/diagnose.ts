import type { CallSummary } from './callSummary';
import type { Cause, Confidence, Fact, Waiting } from './cause';
import { causes as allCauses } from './causes';
import type { Evidence } from './evidence';
import { type Missing, missingFor } from './missing';
import { type CallVerdict, relevantCalls } from './relevantCalls';

/** The answer to "why did I get this?". Plain JSON. */
export interface Diagnosis {
  /** Id of the first limit, or `cannot-tell`. */
  readonly top: string;
  /** The limits that can have stopped the request, the surest first. */
  readonly causes: readonly LikelyCause[];
  /** What made the traffic reach the limit, the surest first. */
  readonly drivers: readonly LikelyCause[];
  readonly ruledOut: readonly RuledOut[];
  /** Present unless the first cause is sure or likely. */
  readonly missing?: Missing;
  readonly calls: readonly CallVerdict[];
  readonly evidence: Evidence;
  /** Ids of causes that failed to run: bugs, for the log. */
  readonly failed: readonly string[];
}

export interface LikelyCause {
  readonly id: string;
  readonly title: string;
  readonly confidence: Confidence;
  readonly evidence: readonly Fact[];
  readonly waiting: Waiting;
  readonly advice: readonly string[];
  readonly sources: readonly string[];
}

export interface RuledOut {
  readonly id: string;
  readonly title: string;
  readonly because: string;
}

/**
 * Ranks the causes of an error and finds the calls of the workspace that it concerns.
 * A cause that throws is left out and named in `failed`.
 */
export function diagnose(evidence: Evidence, calls: readonly CallSummary[], causes: readonly Cause[] = allCauses): Diagnosis {
  const failed: string[] = [];
  const attempt = <T>(cause: Cause, run: () => T): T | undefined => {
    try {
      return run();
    } catch {
      failed.push(cause.id);
      return undefined;
    }
  };
  const found = (kind: Cause['kind']) => {
    const fitting = causes.filter((cause) => cause.kind === kind).flatMap((cause) => attempt(cause, () => likely(cause, evidence, calls)) ?? []);
    return fitting.sort((a, b) => confidences.indexOf(a.confidence) - confidences.indexOf(b.confidence));
  };
  const matched = evidence.provider === 'other' ? [] : found('limit');
  const [first] = matched;
  const covered = causes.find(({ id }) => id === first?.id)?.covers ?? [];
  const ranked = matched.filter(({ id, confidence }) => !covered.includes(id) && (first?.confidence !== 'high' || confidence === 'high'));
  const excluded = causes.filter((cause) => cause.kind === 'limit' && !matched.some(({ id }) => id === cause.id));
  const ruledOut = evidence.occurrences === 0 || evidence.provider === 'other' ? [] : excluded.flatMap((cause) => attempt(cause, () => ruleOut(cause, evidence)) ?? []);
  const retry = causes.find(({ id }) => id === first?.id)?.retry(evidence) ?? 'rate-limit';
  // Only a sure cause may tell the user that a retry is in vain.
  const judged = retry === 'useless' && first?.confidence !== 'high' ? 'rate-limit' : retry;
  return {
    top: first?.id ?? 'cannot-tell',
    causes: ranked,
    drivers: first === undefined ? [] : found('driver'),
    ruledOut,
    ...((first === undefined || first.confidence === 'low') && { missing: missingFor(evidence) }),
    calls: evidence.occurrences === 0 || evidence.provider === 'other' ? [] : relevantCalls(evidence, calls, judged),
    evidence,
    failed,
  };
}

const confidences: readonly Confidence[] = ['high', 'medium', 'low'];

function likely(cause: Cause, evidence: Evidence, calls: readonly CallSummary[]): LikelyCause[] {
  const match = cause.match(evidence, calls);
  if (!match) return [];
  const { id, title, sources } = cause;
  return [{ id, title, ...match, waiting: cause.waiting(evidence), advice: cause.advice(evidence), sources }];
}

function ruleOut(cause: Cause, evidence: Evidence): RuledOut[] {
  const because = cause.ruledOut?.(evidence);
  return because === undefined ? [] : [{ id: cause.id, title: cause.title, because }];
}

