import type { Reading } from './buckets';
import type { Headers } from './reply';

/** The headers `…-limit`, `…-remaining` and `…-reset` of one limit, after its name. */
export function headerTriple(name: string, { limit, remaining, fullAt }: Reading): Headers {
  return { [`${name}-limit`]: String(limit), [`${name}-remaining`]: String(remaining), [`${name}-reset`]: rfc3339(fullAt) };
}

/** Whole seconds in UTC, rounded up so that the time is never too early. */
function rfc3339(ms: number): string {
  return new Date(Math.ceil(ms / 1000) * 1000).toISOString().replace('.000Z', 'Z');
}
