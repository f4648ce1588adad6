import { admit, fullBuckets, readings, take, type Admission, type Buckets, type Dimension, type Reading } from './buckets';
import type { Fault } from './faults';
import { fastLimits } from './fastLimits';
import { effectiveLimits, type EmulatorLimits } from './limits';
import { modelClass } from '../limits/modelClass';
import type { PromptCache } from './promptCache';
import { rampStart, rampTake, type RampUse, type RampVerdict } from './ramp';

/** Everything an emulator remembers between two requests. */
export interface EmulatorState {
  readonly organizationId: string;
  readonly workspaceId: string;
  limits: EmulatorLimits;
  faults: readonly Fault[];
  /** The id of the scenario in force, which gave the limits and faults unless they were changed since. */
  scenario: string | undefined;
  /** Buckets by model class; fast mode, `count_tokens` and `batches` have their own. */
  readonly pools: Map<string, Buckets>;
  readonly ramps: Map<string, RampUse>;
  readonly batches: Map<string, unknown>;
  readonly cache: PromptCache;
  /** Requests to `/v1/messages` that are not answered to the end. */
  inFlight: number;
}

/** Which buckets a request draws from. */
export type Pool = { readonly model: string; readonly speed?: 'fast' } | { readonly endpoint: 'count_tokens' | 'batches' };

/** Takes the request from its pool; `now` in ms. */
export function admitTo(state: EmulatorState, pool: Pool, request: { readonly inputTokens: number; readonly now: number }): Admission {
  const admission = admit(bucketsOf(state, pool, request.now), request);
  if (admission.admitted) state.pools.set(poolName(pool), admission.buckets);
  return admission;
}

/** Takes tokens that are already spent; a negative count gives them back. */
export function spend(state: EmulatorState, pool: Pool, use: { readonly dimension: Dimension; readonly tokens: number; readonly now: number }): void {
  state.pools.set(poolName(pool), take(bucketsOf(state, pool, use.now), use));
}

/** What the pool holds at `now` (ms). */
export function readPool(state: EmulatorState, pool: Pool, now: number): Readonly<Record<Dimension, Reading>> {
  return readings(bucketsOf(state, pool, now), now);
}

/** Takes input tokens from the acceleration limit, where there is one. */
export function admitToRamp(state: EmulatorState, model: string, request: { readonly inputTokens: number; readonly now: number }): RampVerdict | undefined {
  if (state.limits.ramp === undefined) return undefined;
  const name = modelClass(model);
  const verdict = rampTake(state.limits.ramp, state.ramps.get(name) ?? rampStart(request.now), request);
  if (verdict.fits) state.ramps.set(name, verdict.use);
  return verdict;
}

/** Puts new limits in force; every bucket starts full. */
export function replaceLimits(state: EmulatorState, limits: EmulatorLimits): void {
  state.limits = limits;
  state.pools.clear();
  state.ramps.clear();
}

function bucketsOf(state: EmulatorState, pool: Pool, now: number): Buckets {
  return state.pools.get(poolName(pool)) ?? fullBuckets(poolLimits(state.limits, pool), now);
}

function poolName(pool: Pool): string {
  if (!('model' in pool)) return pool.endpoint;
  return pool.speed === undefined ? modelClass(pool.model) : `${modelClass(pool.model)} ${pool.speed}`;
}

/** More than anybody sends, and still an exact number of a bucket's units. */
const unlimited = Number.MAX_SAFE_INTEGER / 120_000;

/** Only requests count outside the Messages endpoint, and only tokens in fast mode. */
function poolLimits(limits: EmulatorLimits, pool: Pool) {
  if ('model' in pool) return pool.speed === undefined ? effectiveLimits(limits) : { ...fastLimits(limits), rpm: unlimited, burstSeconds: limits.burstSeconds };
  const rpm = pool.endpoint === 'count_tokens' ? limits.countTokensRpm : limits.batchesRpm;
  return { rpm, itpm: unlimited, otpm: 1, burstSeconds: limits.burstSeconds };
}
