import { fastLimits } from '../fastLimits';
import { fastModeError, rateLimited } from '../limitErrors';
import { effectiveLimits } from '../limits';
import { poolHeaders } from '../poolHeaders';
import { readPool } from '../state';
import type { FaultAnswer, FaultContext } from './faultAnswer';

/** Pools beside the regular limits, which have room: fast mode and Priority Tier. */
export const poolFaults = {
  // Headers and `retry-after` as the fast mode page of the API's documentation has them.
  'fast-mode-limit': (context: FaultContext): FaultAnswer => {
    const limits = fastLimits(context.state.limits);
    const owner = { organizationId: context.state.organizationId, model: context.model };
    return { ...usedUp(context, { pool: 'fast', limits }), error: fastModeError(owner, 'inputTokens', limits.itpm) };
  },
  // The headers are documented, the text is not: it is the plain one, and only the headers name the pool.
  'priority-limit': (context: FaultContext): FaultAnswer => {
    const { itpm, otpm } = effectiveLimits(context.state.limits);
    // A pool of its own is smaller than the regular one; by how much, no source says.
    const limits = { itpm: Math.ceil(itpm / 10), otpm: Math.ceil(otpm / 10) };
    return { ...usedUp(context, { pool: 'priority', limits }), error: rateLimited('This request would exceed your rate limit. Please try again later.') };
  },
};

interface UsedPool {
  readonly pool: 'fast' | 'priority';
  readonly limits: { readonly itpm: number; readonly otpm: number };
}

function usedUp({ state, model, now, retryAfterSeconds = 0 }: FaultContext, { pool, limits }: UsedPool) {
  const empty = (limit: number) => ({ limit, remaining: 0, fullAt: now + Math.max(60, retryAfterSeconds) * 1000 });
  return {
    from: 'api' as const,
    buckets: readPool(state, { model }, now),
    limitHeaders: poolHeaders(pool, { inputTokens: empty(limits.itpm), outputTokens: empty(limits.otpm) }),
    retryAfterSeconds: 1,
  };
}
