import type { Outcome } from './measure';

export interface Figures {
  readonly pieces: number;
  readonly right: number;
  /** Right without the other answers that labels accept. */
  readonly exact: number;
  /** Answers of confidence `high`. */
  readonly high: number;
  readonly highRight: number;
  /** `cannot-tell` where there was a cause to tell. */
  readonly missed: number;
  /** A cause was named, and it was not the true one. */
  readonly wrong: number;
}

export function figures(outcomes: readonly Outcome[]): Figures {
  const count = (test: (outcome: Outcome) => boolean) => outcomes.filter(test).length;
  return {
    pieces: outcomes.length,
    right: count(({ right }) => right),
    exact: count(({ said, piece }) => said === piece.cause),
    high: count(({ confidence }) => confidence === 'high'),
    highRight: count(({ confidence, right }) => confidence === 'high' && right),
    missed: count(({ missed }) => missed),
    wrong: count(({ right, missed }) => !right && !missed),
  };
}
