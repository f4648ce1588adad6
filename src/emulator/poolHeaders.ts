import type { Dimension, Reading } from './buckets';
import { headerTriple } from './headerTriple';
import type { Headers } from './reply';
import { roundedTokens } from './roundedTokens';

/** The six headers of a pool beside the regular limits; none of requests (fast mode and service tiers pages of the API's documentation). */
export function poolHeaders(pool: 'fast' | 'priority', { inputTokens, outputTokens }: Readonly<Record<Exclude<Dimension, 'requests'>, Reading>>): Headers {
  return { ...headerTriple(`anthropic-${pool}-input-tokens`, roundedTokens(inputTokens)), ...headerTriple(`anthropic-${pool}-output-tokens`, roundedTokens(outputTokens)) };
}
