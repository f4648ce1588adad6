import type { Mark, Slot } from '../mark';

/** What finds marks of one slot. */
export interface Pattern {
  readonly slot: Slot;
  /** Starts with a literal and repeats nothing without a bound, so that no text makes it slow. Group 1 is the value. */
  readonly regex: RegExp;
  readonly head?: Mark['head'];
  readonly spoken?: Mark['spoken'];
  readonly accept?: (value: string) => boolean;
  /** The value, where it is not what was found. */
  readonly as?: string;
}
