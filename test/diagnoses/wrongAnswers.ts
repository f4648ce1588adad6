import type { Outcome } from './measure';

/** One line for each piece that was answered wrongly: its id, the truth, and what was said. No piece's text. */
export function wrongAnswers(outcomes: readonly Outcome[]): readonly string[] {
  return outcomes.filter(({ right }) => !right).map(({ piece, said, confidence }) => `${piece.id} (${piece.set}): ${[piece.cause, ...(piece.also ?? [])].join(' or ')}, but ${said}${confidence === undefined ? '' : ` (${confidence})`}`);
}
