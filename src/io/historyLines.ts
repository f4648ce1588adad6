import type { HistoryEntry } from '../limits/history';
import type { Bucket, BucketId } from '../limits/snapshot';
import { isRecord } from './isRecord';

/** The entries of a file's lines. A line that is broken, half or of somebody else's is passed over. */
export function readHistoryLines(text: string): readonly HistoryEntry[] {
  return text.split('\n').flatMap((line) => readLine(line) ?? []);
}

function readLine(line: string): HistoryEntry | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return readEntry(JSON.parse(line));
  } catch {
    return undefined;
  }
}

function readEntry(value: unknown): HistoryEntry | undefined {
  if (!isRecord(value)) return undefined;
  const { at, model, status, source, retryAfterSeconds, buckets } = value;
  if (!isNumber(at) || typeof model !== 'string' || model.length > longestText || !isNumber(status) || !Array.isArray(buckets)) return undefined;
  return {
    at,
    model,
    status,
    ...(typeof source === 'string' && source.length <= longestText && { source }),
    ...(isNumber(retryAfterSeconds) && { retryAfterSeconds }),
    buckets: buckets.slice(0, mostBuckets).flatMap((bucket) => readBucket(bucket) ?? []),
  };
}

const longestText = 200;

/** More than any answer has. */
const mostBuckets = 30;

function readBucket(value: unknown): Bucket | undefined {
  if (!isRecord(value) || !isBucketId(value.id)) return undefined;
  const { id, limit, remaining, resetAt, refill } = value;
  return { id, ...(isNumber(limit) && { limit }), ...(isNumber(remaining) && { remaining }), ...(isNumber(resetAt) && { resetAt }), ...(refill === 'at-reset' && { refill }) };
}

const minuteBuckets: readonly string[] = ['requests', 'tokens', 'input-tokens', 'output-tokens', 'priority-input-tokens', 'priority-output-tokens', 'fast-input-tokens', 'fast-output-tokens'] satisfies readonly BucketId[];

function isBucketId(value: unknown): value is BucketId {
  return typeof value === 'string' && (minuteBuckets.includes(value) || /^unified-[a-z0-9_]{1,60}$/.test(value));
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
