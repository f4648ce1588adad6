/** A piece of evidence, and what truly caused it, as the source it comes from tells. */
export interface Piece {
  readonly id: string;
  /** A thread (`owner/name#number`), a page, a public file, how a storm was captured, or what a written text is like. */
  readonly source: string;
  /** Id of the true cause; `cannot-tell` where the text does not suffice, or is not about Claude, or has no error in it. */
  readonly cause: string;
  /** Other answers that an expert would accept as well. */
  readonly also?: readonly string[];
  /** What made the traffic reach the limit, where the text shows it. */
  readonly driver?: string;
  readonly why: string;
  /** The evidence as it was printed. Keys, organizations, names and addresses in it are invented ones of the same form. */
  readonly text: string;
  /** `open` pieces may be looked at when the diagnosis is mended, `held-out` ones may not; a `storm` may, as it can be caught again, and a `written` one, once it was measured. */
  readonly set: 'open' | 'held-out' | 'storm' | 'written';
  /** Present where the first label was wrong: found by reading the source again. */
  readonly corrected?: { readonly from: string; readonly because: string };
}
