import { headroom } from '../limits/bucket';
import type { Bucket, BucketId } from '../limits/snapshot';
import type { Fact, Match, Waiting } from './cause';
import type { Evidence, NamedLimit } from './evidence';
import { bucketIn, count, duration, isLimited, leftOf, quoting } from './facts';
import { neededWait } from './neededWait';

/** One of the limits that the API enforces with a token bucket per model class. */
export interface MinuteLimit {
  readonly bucket: 'requests' | 'input-tokens' | 'output-tokens';
  readonly unit: NamedLimit['unit'];
  /** Older sentences that name the limit without a number. */
  readonly sentence: RegExp;
  /** Older sentences that fit, but fit another limit too. */
  readonly vague?: RegExp;
}

/** The limit the message names decides; else the bucket that is empty; else, weakly, the one with the least room. */
export function matchMinuteLimit(evidence: Evidence, limit: MinuteLimit): Match | undefined {
  if (!isLimited(evidence) || evidence.errorCode !== undefined) return undefined;
  const bucket = bucketIn(evidence, limit.bucket);
  const { message, limit: named } = evidence;
  if (named) {
    if (named.per !== 'minute') return undefined;
    if (named.unit === limit.unit) return { confidence: 'high', evidence: [namedFact(evidence, named), ...bucketFacts(bucket)] };
    return named.unit === 'tokens' && limit.bucket !== 'requests' ? fromBuckets(evidence, bucket, [namedFact(evidence, named)]) : undefined;
  }
  if (message !== undefined && limit.sentence.test(message)) return { confidence: 'high', evidence: [{ text: 'The message names the limit', quote: message }, ...bucketFacts(bucket)] };
  if (message !== undefined && limit.vague?.test(message)) return fromBuckets(evidence, bucket, [{ text: 'The message speaks of tokens and does not say which', quote: message }]);
  // A sentence that fits everything gives way to a bucket that is empty.
  const isVague = bucket?.remaining === 0 && message !== undefined && vagueSentence.test(message);
  if (message !== undefined && namesAnother.test(message) && !isVague) return undefined;
  return fromBuckets(evidence, bucket, []);
}

/** Whether the error names this limit: with its amount, or in an older sentence. */
export function isNamed({ limit: named, message }: Evidence, { unit, sentence }: MinuteLimit): boolean {
  return named ? named.unit === unit && named.per === 'minute' : message !== undefined && sentence.test(message);
}

/** A bucket with room excludes its limit, unless the error names it; so does another limit that the error names. */
export function minuteLimitRuledOut(evidence: Evidence, { bucket: id, unit }: MinuteLimit): string | undefined {
  const bucket = bucketIn(evidence, id);
  const left = bucket && headroom(bucket);
  if (bucket?.remaining !== undefined && left !== undefined && left >= roomy) return `${leftOf(bucket)} were left`;
  const { limit: named } = evidence;
  return named && named.unit !== unit && named.unit !== 'tokens' ? 'the error names another limit' : undefined;
}

/** Until `retry-after` has passed, else until the bucket holds the request again. */
export function minuteLimitWaiting(evidence: Evidence, { bucket: id }: { readonly bucket: BucketId }): Waiting {
  const needed = neededWait(evidence, id);
  if (needed?.by === 'server') return { helps: 'yes', seconds: needed.seconds, by: 'server', text: `Wait ${duration(needed.seconds)}, as the server asked (\`retry-after\`). Earlier retries fail.` };
  if (needed) {
    const { seconds, isLeast } = needed;
    const from = 'by what the headers say is left and flows back in a minute';
    return { helps: 'yes', seconds, by: 'bucket', text: `Wait ${isLeast ? 'at least ' : ''}${duration(seconds)}, ${from}. The response has a \`retry-after\`, which the text does not show: honour it.` };
  }
  return { helps: 'yes', text: 'The bucket refills all the time and is full after one minute at most, if nothing else is sent. The error shows no `retry-after`; the response has one: honour it.' };
}

/** What the headers say is left of a bucket, as a fact. */
export function bucketFacts(bucket: Bucket | undefined): readonly Fact[] {
  return bucket?.remaining === undefined ? [] : [{ text: `The headers say that ${leftOf(bucket)} were left` }];
}

/** Sentences about something else than a limit per minute: see the causes of those names. */
const namesAnother =
  /concurrent|maximum usage increase rate|acceleration|Extra usage|usage limits|spend|credit|daily|account's rate limit|Rate limited|limit reached|hit your|Too many (?:tokens|requests), please wait|Quota exceeded|temporarily limiting|fast mode|priority (?:tier|capacity)|\bbatch|workspace's rate limit/i;

const vagueSentence = /^(?:Rate limited|Rate limit reached|Too many requests)\b/i;

/** The part of a bucket above which it cannot have stopped an ordinary request. */
const roomy = 0.5;

function fromBuckets(evidence: Evidence, bucket: Bucket | undefined, facts: readonly Fact[]): Match | undefined {
  const left = bucket && headroom(bucket);
  const vague: Match | undefined = facts.length > 0 ? { confidence: 'low', evidence: [...facts, ...bucketFacts(bucket)] } : undefined;
  if (!bucket || left === undefined) return vague;
  if (left >= roomy) return undefined;
  const others = evidence.buckets.filter(({ id }) => id !== bucket.id && id !== 'tokens').map((other) => headroom(other) ?? 1);
  const found = [...facts, ...bucketFacts(bucket)];
  // Only 0 is sure: the API rounds what is left of tokens to the nearest thousand.
  if (left === 0 && others.every((other) => other > 0)) return { confidence: isRefusal(evidence) && others.every((other) => other >= 0.1) ? 'high' : 'medium', evidence: found };
  if (left === 0) return { confidence: 'medium', evidence: found };
  return others.every((other) => other > left) ? { confidence: 'low', evidence: found } : vague;
}

/** Headers alone can be those of an answer that went well and took the last of a limit. */
function isRefusal({ status, errorType, retryAfterSeconds }: Evidence): boolean {
  return status === 429 || errorType === 'rate_limit_error' || retryAfterSeconds !== undefined;
}

function namedFact(evidence: Evidence, { amount, unit, per }: NamedLimit): Fact {
  return quoting(evidence, `The message names a limit of ${count(amount)} ${unit} per ${per}`);
}
