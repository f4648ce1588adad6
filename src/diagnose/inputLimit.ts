import type { Evidence } from './evidence';

/** Input tokens that a minute has, by the message or else by the headers; undefined where neither tells. */
export function inputLimit({ limit, buckets }: Evidence): number | undefined {
  return limit?.unit === 'input tokens' && limit.per === 'minute' ? limit.amount : buckets.find(({ id }) => id === 'input-tokens')?.limit;
}
