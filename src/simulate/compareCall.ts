import type { FixOfCall } from './callToSimulate';
import { type Comparison, compare } from './compare';
import { type RetryOf, retryOf } from './retryOf';
import type { Simulation } from './run';

/** What the calls meet, and who makes how many of them. */
export type Setting = Omit<Simulation, 'retry'>;

export interface CallToCompare {
  /** What protects it now. */
  readonly asIs: RetryOf;
  readonly fixes: readonly FixOfCall[];
}

export interface ComparedCall {
  readonly comparison: Comparison;
  /** What had to be assumed for any of its variants, each once. */
  readonly assumed: readonly string[];
}

/** Simulates a call as it is, after each fix that is offered for it, and in the other ways of `compare`. The same seed gives the same numbers. */
export function compareCall({ asIs, fixes }: CallToCompare, setting: Setting, seed: number): ComparedCall {
  const fixed = fixes.map(({ title, atOnce, ...fix }) => ({ title, ...retryOf(fix), ...(atOnce !== undefined && { concurrency: atOnce }) }));
  return {
    comparison: compare({ ...setting, retry: asIs.retry }, fixed, seed),
    assumed: [...new Set([asIs, ...fixed].flatMap(({ assumed }) => assumed))],
  };
}
