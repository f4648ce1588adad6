import type { CallSummary } from './callSummary';
import type { Cause, Confidence, Fact, Waiting } from './cause';
import { causes as allCauses } from './causes';
import type { ErrorGroup, Evidence } from './evidence';
import { evidenceOfGroup } from './evidenceOfGroup';
import { type Missing, missingFor } from './missing';
import type { NextStep } from './nextStep';
import { type Ranked, rank } from './rank';
import { type CallVerdict, relevantCalls } from './relevantCalls';

/** The answer to "why did I get this?". Plain JSON. */
export interface Diagnosis {
  /** Id of the first limit, or `cannot-tell`. */
  readonly top: string;
  /** The limits that can have stopped the request, the surest first. */
  readonly causes: readonly LikelyCause[];
  /** What made the traffic reach the limit, the surest first. */
  readonly drivers: readonly LikelyCause[];
  /** What the other kinds of errors in the same text were stopped by, where that is another limit; the newest first. */
  readonly others: readonly OtherLimit[];
  readonly ruledOut: readonly RuledOut[];
  /** Present where the first cause is not sure, and something would make it surer. */
  readonly missing?: Missing;
  /** What makes the answer surer, or shows that the remedy works; none twice. */
  readonly next: readonly NextStep[];
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

/** A limit that another error of the same text hit. */
export interface OtherLimit {
  /** Id of the limit. */
  readonly top: string;
  readonly title: string;
  readonly confidence: Confidence;
  readonly waiting: Waiting;
  /** How many errors of the text it stopped. */
  readonly count: number;
  /** The newest kind of them. */
  readonly group: ErrorGroup;
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
  const failed = new Set<string>();
  const attempt = <T>(cause: Cause, run: () => T): T | undefined => {
    try {
      return run();
    } catch {
      failed.add(cause.id);
      return undefined;
    }
  };
  const found = (kind: Cause['kind'], about: Evidence) => {
    const fitting = causes.filter((cause) => cause.kind === kind).flatMap((cause) => attempt(cause, () => likely(cause, about, calls)) ?? []);
    return rank(fitting);
  };
  const limitsOf = (about: Evidence) => found('limit', about).filter(({ cause }) => about.provider !== 'other' || cause.id === 'gateway-limit');
  const matched = limitsOf(evidence);
  const [first] = matched;
  const ranked = first?.match.confidence === 'high' ? matched.filter(({ match }) => match.confidence === 'high') : matched;
  const isOurs = evidence.occurrences > 0 && (evidence.provider !== 'other' || first !== undefined);
  const excluded = isOurs ? causes.filter((cause) => cause.kind === 'limit' && !matched.some((one) => one.cause === cause) && !first?.cause.covers?.includes(cause.id)) : [];
  const drivers = first === undefined ? [] : found('driver', evidence);
  const retry = first?.cause.retry(evidence) ?? 'rate-limit';
  // Only a sure cause may tell the user that a retry is in vain.
  const judged = retry === 'useless' && first?.match.confidence !== 'high' ? 'rate-limit' : retry;
  const missing = first?.match.confidence === 'high' ? undefined : missingFor(evidence, first?.match.id);
  const told = [...matched.map(({ cause }) => cause.id), ...(first?.cause.covers ?? [])];
  return {
    top: first?.cause.id ?? 'cannot-tell',
    causes: ranked.map(({ match }) => match),
    drivers: drivers.map(({ match }) => match),
    others: othersIn(evidence, (group) => limitsOf(evidenceOfGroup(group, evidence))[0]?.match).filter(({ top }) => !told.includes(top)),
    ruledOut: excluded.flatMap((cause) => attempt(cause, () => ruleOut(cause, evidence)) ?? []),
    ...(missing && { missing }),
    next: distinct([...(first ? [first] : []), ...drivers].flatMap(({ cause }) => attempt(cause, () => cause.next?.(evidence)) ?? [])),
    calls: isOurs ? relevantCalls(evidence, calls, { retry: judged, ...(first && { waiting: first.match.waiting }) }) : [],
    evidence,
    failed: [...failed],
  };
}

function likely(cause: Cause, evidence: Evidence, calls: readonly CallSummary[]): Ranked<LikelyCause>[] {
  const match = cause.match(evidence, calls);
  if (!match) return [];
  const { id, title, sources } = cause;
  const confidence = evidence.spoken && match.confidence === 'high' ? 'medium' : match.confidence;
  return [{ cause, match: { id, title, ...match, confidence, waiting: cause.waiting(evidence), advice: cause.advice(evidence), sources } }];
}

function ruleOut(cause: Cause, evidence: Evidence): RuledOut[] {
  const because = cause.ruledOut?.(evidence);
  return because === undefined ? [] : [{ id: cause.id, title: cause.title, because }];
}

/** The limits of the groups that are not the error in question; a weak guess about those helps nobody. */
function othersIn(evidence: Evidence, topOf: (group: ErrorGroup) => LikelyCause | undefined): readonly OtherLimit[] {
  const others = new Map<string, OtherLimit>();
  for (const group of evidence.groups) {
    const found = isSame(group, evidence) ? undefined : topOf(group);
    if (!found || found.confidence === 'low') continue;
    const known = others.get(found.id);
    const { id, title, confidence, waiting } = found;
    others.set(id, known ? { ...known, count: known.count + group.count } : { top: id, title, confidence, waiting, count: group.count, group });
  }
  return [...others.values()];
}

function isSame(group: ErrorGroup, { status, errorType, errorCode, message }: Evidence): boolean {
  return group.errorType === errorType && group.errorCode === errorCode && group.message === message && (group.status ?? status) === (status ?? group.status);
}

function distinct(steps: readonly NextStep[]): readonly NextStep[] {
  return steps.filter((step, index) => steps.findIndex(({ text, action }) => (action === undefined ? text === step.text : action === step.action)) === index);
}
