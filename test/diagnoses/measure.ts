import type { Confidence } from '../../src/diagnose/cause';
import { diagnoseText } from '../../src/diagnose/diagnoseText';
import type { Piece } from './piece';

/** What the diagnosis says of a piece. */
export interface Outcome {
  readonly piece: Piece;
  /** Id of the first cause, or `cannot-tell`. */
  readonly said: string;
  readonly confidence: Confidence | undefined;
  /** The answer is the true cause, or one that the label accepts too. */
  readonly right: boolean;
  /** `cannot-tell` where there was a cause to tell. */
  readonly missed: boolean;
  /** Whether the labelled driver was named; undefined where none is labelled. */
  readonly driverRight: boolean | undefined;
}

/** Diagnoses each piece from its text alone, without a workspace's calls. */
export function measure(pieces: readonly Piece[]): readonly Outcome[] {
  return pieces.map((piece): Outcome => {
    const { diagnosis } = diagnoseText(piece.text, []);
    const said = diagnosis.top;
    const right = said === piece.cause || (piece.also ?? []).includes(said);
    return {
      piece,
      said,
      confidence: diagnosis.causes[0]?.confidence,
      right,
      missed: !right && said === 'cannot-tell',
      driverRight: piece.driver === undefined ? undefined : diagnosis.drivers.some(({ id }) => id === piece.driver),
    };
  });
}
