import { type Needed, needed } from './needed';
import type { Outcome } from './outcome';
import { paced, sustainableConcurrency, sustainableRate } from './paced';
import { type Retry, sdkRetries, sdkRetry } from './retry';
import { type Simulation } from './run';
import { simulate } from './simulate';

/** One way to send the calls, and what becomes of them. */
export interface Variant {
  readonly title: string;
  readonly outcome: Outcome;
}

/** A simulation held against other ways to send the same calls. Plain JSON. */
export interface Comparison {
  readonly simulation: Simulation;
  readonly variants: readonly Variant[];
  readonly needed: Needed;
  /** Calls per minute, and calls at once, that the limits keep up. */
  readonly sustainable: { readonly perMinute: number; readonly concurrency: number };
}

/** A fix that is offered, and what changes by it. */
export interface FixedCall {
  readonly title: string;
  readonly retry: Retry;
  /** Most calls under way at once, where the fix bounds them. */
  readonly concurrency?: number;
}

/** Simulates the calls as they are, with the SDK's default retries, after each fix, and begun no faster than the limits keep up. The same seed gives the same numbers. */
export function compare(simulation: Simulation, fixes: readonly FixedCall[], seed: number): Comparison {
  const { workload, limits } = simulation;
  const variant = (title: string, changed: Partial<Simulation>): Variant => ({ title, outcome: simulate({ ...simulation, ...changed }, seed) });
  const byDefault: Retry = { layers: [sdkRetry(sdkRetries)] };
  return {
    simulation,
    variants: [
      variant('as it is', {}),
      variant('SDK default', { retry: byDefault }),
      ...fixes.map(({ title, retry, concurrency }) => variant(title, { retry, ...(concurrency !== undefined && { workload: { ...workload, concurrency } }) })),
      variant('paced', { workload: paced(workload, limits) }),
    ],
    needed: needed(simulation, seed),
    sustainable: { perMinute: sustainableRate(workload, limits), concurrency: sustainableConcurrency(workload, limits) },
  };
}
