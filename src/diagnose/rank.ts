import type { Cause, Confidence } from './cause';

/** A cause that fits, with what was found. */
export interface Ranked<M> {
  readonly cause: Cause;
  readonly match: M;
}

const confidences: readonly Confidence[] = ['high', 'medium', 'low'];

/**
 * The surest first, equals in the order given. A cause that a sure one covers goes: the closer description says all that it says.
 * Where the closer one is only likely, the other is likely at most, and comes after it.
 */
export function rank<M extends { readonly confidence: Confidence }>(found: readonly Ranked<M>[]): readonly Ranked<M>[] {
  const left = found.flatMap((one): Ranked<M>[] => {
    const closer = found.filter(({ cause, match }) => cause.covers?.includes(one.cause.id) && match.confidence !== 'low');
    if (closer.length === 0) return [one];
    if (closer.some(({ match }) => match.confidence === 'high')) return [];
    return [{ ...one, match: { ...one.match, confidence: one.match.confidence === 'high' ? 'medium' : one.match.confidence } }];
  });
  return left.sort((a, b) => confidences.indexOf(a.match.confidence) - confidences.indexOf(b.match.confidence));
}
