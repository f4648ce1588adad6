import type { FanOut } from '../lint/call';
import type { Layer } from '../lint/policy/layer';

/** A place of a document or a cell, counted as an editor does. */
export interface CallPlace {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
}

/** A Claude call of the user's code, as far as a simulation needs it. Plain JSON; names are from outside and not escaped. */
export interface CallToSimulate {
  /** Where it begins. */
  readonly place: CallPlace;
  /** The same for people, for example `ask.ts:12`. */
  readonly name: string;
  readonly api: string;
  readonly model?: string;
  /** Its effective policy in words, a line each. */
  readonly policy: readonly string[];
  readonly layers: readonly Layer[];
  readonly fanOut: Pick<FanOut, 'kind' | 'limit'>;
  /** What each fix that is offered makes of it. */
  readonly fixes: readonly FixOfCall[];
}

export interface FixOfCall {
  readonly title: string;
  readonly layers: readonly Layer[];
  /** Most calls under way at once, where the fix bounds them. */
  readonly atOnce?: number;
}
