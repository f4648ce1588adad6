import type { Burn } from './burn';
import type { Bucket, BucketId } from './snapshot';
import { type CallSize, callsPerMinute, concurrencyAt } from './sustainable';
import { countInWords } from './words';

/** What the limits of one model class have room for, in calls of the size that was seen. */
export interface Fitting {
  readonly size: CallSize;
  /** Calls that can be begun now. */
  readonly now: number;
  /** Calls that the limits give in every minute. */
  readonly perMinute: number;
}

/** Fewer calls a minute say too little of their size: the API rounds what is left to a thousand tokens. */
const fewest = 1;

/** How many calls like those that were seen fit; undefined where too few were seen, or their size is not told. */
export function callsThatFit(buckets: readonly Bucket[], burn: Burn): Fitting | undefined {
  const calls = burn.get('requests') ?? 0;
  const [input, output] = [burn.get('input-tokens'), burn.get('output-tokens')];
  if (calls < fewest || input === undefined || output === undefined || input + output === 0) return undefined;
  const size = { inputTokens: input / calls, outputTokens: output / calls };
  const of = (id: BucketId) => buckets.find((bucket) => bucket.id === id);
  const limits = { requests: of('requests')?.limit, inputTokens: of('input-tokens')?.limit, outputTokens: of('output-tokens')?.limit };
  const left = { requests: of('requests')?.remaining, inputTokens: of('input-tokens')?.remaining, outputTokens: of('output-tokens')?.remaining };
  const [now, perMinute] = [callsPerMinute(left, size), callsPerMinute(limits, size)];
  return now === undefined || perMinute === undefined ? undefined : { size, now: Math.max(0, Math.floor(now)), perMinute: Math.floor(perMinute) };
}

/** How long answers take: a short one, and a long one. */
const answers = [5, 30] as const;

/** What fits, as sentences. */
export function fittingSentences({ size, now, perMinute }: Fitting): readonly string[] {
  const sizes = `${countInWords(size.inputTokens)} tokens in and ${countInWords(size.outputTokens)} out on average`;
  const atOnce = answers.map((seconds) => `${countInWords(concurrencyAt(perMinute, seconds * 1000))} at once where one takes ${seconds} s`);
  return [`About ${countInWords(now)} more ${now === 1 ? 'call' : 'calls'} like yours (${sizes}) ${now === 1 ? 'fits' : 'fit'} now.`, `${countInWords(perMinute)} a minute can be kept up: ${atOnce.join(', ')}.`];
}
