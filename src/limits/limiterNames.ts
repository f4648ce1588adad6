import { bucketName } from './bucketNames';
import type { MinuteBucketId } from './snapshot';

/**
 * The bucket of the headers that a limiter of the Rate Limits API fills, where there is one. Source of the types:
 * `WorkspaceRateLimitType` of @anthropic-ai/sdk 1.13.0. Cache reads count for a limit only in `input_tokens_per_minute`.
 */
const buckets: Readonly<Partial<Record<string, MinuteBucketId>>> = {
  requests_per_minute: 'requests',
  tokens_per_minute: 'tokens',
  input_tokens_per_minute: 'input-tokens',
  input_tokens_per_minute_cache_aware: 'input-tokens',
  output_tokens_per_minute: 'output-tokens',
  fast_itpmca: 'fast-input-tokens',
  fast_otpm: 'fast-output-tokens',
};

/** The bucket that a limiter fills; undefined for one that no header tells of. */
export function bucketOfLimiter(type: string): MinuteBucketId | undefined {
  return buckets[type];
}

/** What users call a limiter. One that is not known is called as the API calls it. */
export function limiterName(type: string): string {
  const bucket = bucketOfLimiter(type);
  const name = bucket ? bucketName(bucket).long : type.replaceAll('_', ' ');
  return type === 'input_tokens_per_minute' ? `${name}, cache reads included` : name;
}
