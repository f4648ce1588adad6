import { rateLimited } from '../limitErrors';
import { effectiveLimits } from '../limits';
import type { Headers } from '../reply';
import { readPool } from '../state';
import type { FaultAnswer, FaultContext } from './faultAnswer';

/** Pools beside the regular limits, which have room: fast mode and Priority Tier. */
export const poolFaults = {
  // The wording as in alemtani/vorpal#76; headers and `retry-after` as the fast mode page of the API's documentation has them.
  'fast-mode-limit': (context: FaultContext) => usedUp(context, { pool: 'fast', message: (limit) => `This request would exceed your rate limit of ${limit} fast mode input tokens per minute (org: ${context.state.organizationId}, model: ${context.model}).` }),
  // The headers are documented, the text is not: it is the plain one, and only the headers name the pool.
  'priority-limit': (context: FaultContext) => usedUp(context, { pool: 'priority', message: () => 'This request would exceed your rate limit. Please try again later.' }),
};

function usedUp(context: FaultContext, { pool, message }: { readonly pool: 'fast' | 'priority'; readonly message: (limit: string) => string }): FaultAnswer {
  const { itpm, otpm } = effectiveLimits(context.state.limits);
  // A pool of its own is smaller than the regular one; by how much, no source says.
  const [input, output] = [Math.ceil(itpm / 10), Math.ceil(otpm / 10)];
  const reset = new Date(context.now + Math.max(60, context.retryAfterSeconds ?? 0) * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
  return {
    from: 'api',
    error: rateLimited(message(input.toLocaleString('en-US'))),
    buckets: readPool(context.state, { model: context.model }, context.now),
    limitHeaders: { ...triple(`${pool}-input-tokens`, input, reset), ...triple(`${pool}-output-tokens`, output, reset) },
    retryAfterSeconds: 1,
  };
}

function triple(name: string, limit: number, reset: string): Headers {
  return { [`anthropic-${name}-limit`]: String(limit), [`anthropic-${name}-remaining`]: '0', [`anthropic-${name}-reset`]: reset };
}
