import { rateLimited } from '../limitErrors';
import type { Headers } from '../reply';
import { readPool } from '../state';
import type { FaultAnswer, FaultContext } from './faultAnswer';

/** What the key or token is not allowed, or has used up of its subscription. */
export const credentialFaults = {
  authentication: (): FaultAnswer => ({ from: 'api', error: { status: 401, type: 'authentication_error', message: 'invalid x-api-key' } }),
  'long-context': ({ state, model, now }: FaultContext): FaultAnswer => ({
    from: 'api',
    error: rateLimited('Extra usage is required for long context requests.'),
    buckets: readPool(state, { model }, now),
  }),
  // No rate-limit headers, no `retry-after`, `x-should-retry: true`: emaspa/trmnl-claude#2, KarpelesLab/teamclaude#165.
  'entitlement-gate': (): FaultAnswer => ({ from: 'api', error: rateLimited('Error'), shouldRetry: true }),
  // Waits of hours, as captured: 7,999 s (lidge-jun/opencodex#3809) and 121,180 s for a week's.
  'subscription-five-hour': (context: FaultContext) => subscription(context, { claim: 'five_hour', retryAfterSeconds: 7999 }),
  'subscription-seven-day': (context: FaultContext) => subscription(context, { claim: 'seven_day', retryAfterSeconds: 121_180 }),
};

/** The message: anthropics/claude-code#71279. */
function subscription(context: FaultContext, { claim, retryAfterSeconds }: Used): FaultAnswer {
  const seconds = context.retryAfterSeconds ?? retryAfterSeconds;
  return {
    from: 'api',
    error: rateLimited("This request would exceed your account's rate limit. Please try again later."),
    limitHeaders: unifiedHeaders(claim, Math.ceil(context.now / 1000) + seconds),
    retryAfterSeconds,
  };
}

interface Used {
  readonly claim: 'five_hour' | 'seven_day';
  readonly retryAfterSeconds: number;
}

/** Undocumented; names and forms as users captured them: a reset is in seconds since the epoch, the use a fraction that can exceed 1. */
function unifiedHeaders(claim: Used['claim'], reset: number): Headers {
  const windows = claim === 'five_hour' ? { '5h': used(reset), '7d': left(reset + 100_000) } : { '5h': left(reset), '7d': used(reset) };
  const all = { status: 'rejected', reset, 'representative-claim': claim, 'fallback-percentage': 0.5, 'overage-status': 'rejected', 'overage-disabled-reason': 'out_of_credits' };
  const named = Object.entries(windows).flatMap(([window, values]) => Object.entries(values).map(([name, value]) => [`${window}-${name}`, value] as const));
  return Object.fromEntries([...Object.entries(all), ...named].map(([name, value]) => [`anthropic-ratelimit-unified-${name}`, String(value)]));
}

const used = (reset: number) => ({ status: 'rejected', utilization: 1, reset });

const left = (reset: number) => ({ status: 'allowed', utilization: 0.59, reset });
