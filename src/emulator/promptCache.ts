import { createHash } from 'node:crypto';
import { isObject, type JsonObject } from './json';
import { characterCount, tokensOf } from './tokens';

/** When each prefix that was written is forgotten, in ms; by a hash of the model and the prefix. */
export type PromptCache = Map<string, number>;

/** What a request takes from the cache, and what it would write into it. */
export interface CacheUse {
  /** Tokens read: they do not count toward the limit of input tokens (rate limits page of the API's documentation). */
  readonly read: number;
  /** Tokens written: they count. */
  readonly created: number;
  /** What to remember once the request is answered. */
  readonly prefixes: readonly { readonly key: string; readonly ttlMs: number }[];
}

const minuteMs = 60_000;
/** Shorter prefixes are not cached; 1,024 tokens hold for most models (prompt caching page of the API's documentation). */
const leastTokens = 1024;

/** What the prompt cache has of a request at `now` (ms): the longest prefix that ends at a `cache_control` and was written before. */
export function cacheUse(cache: PromptCache, body: JsonObject, now: number): CacheUse {
  const prefixes = prefixesOf(body).filter(({ tokens }) => tokens >= leastTokens);
  const known = prefixes.filter(({ key }) => (cache.get(key) ?? -Infinity) > now);
  const read = known.at(-1)?.tokens ?? 0;
  return { read, created: (prefixes.at(-1)?.tokens ?? 0) - read, prefixes };
}

/** Remembers what an answered request wrote or read; both begin the time to live anew. */
export function rememberPrefixes(cache: PromptCache, { prefixes }: CacheUse, now: number): void {
  for (const { key, ttlMs } of prefixes) cache.set(key, now + ttlMs);
}

/** A prefix is everything up to a block with `cache_control`, in the order tools, system, messages. */
function prefixesOf(body: JsonObject) {
  const hash = createHash('sha256').update(String(body.model));
  const prefixes: { readonly key: string; readonly tokens: number; readonly ttlMs: number }[] = [];
  const parts = partsOf(body);
  let characters = 0;
  for (const [index, part] of parts.entries()) {
    const { cache_control: own, ...block } = isObject(part) ? part : { text: part };
    const control = own ?? (index === parts.length - 1 ? body.cache_control : undefined);
    hash.update(JSON.stringify(block));
    characters += characterCount(part);
    if (isObject(control)) prefixes.push({ key: hash.copy().digest('hex'), tokens: tokensOf(characters), ttlMs: (control.ttl === '1h' ? 60 : 5) * minuteMs });
  }
  return prefixes;
}

function partsOf({ tools, system, messages }: JsonObject): readonly unknown[] {
  const turns = listOf(messages).flatMap((message) => (isObject(message) ? [message.role, ...listOf(message.content)] : [message]));
  return [...listOf(tools), ...listOf(system), ...turns];
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
