import type { RateLimits } from '../emulator/buckets';
import { modelClass } from '../limits/modelClass';
import type { BucketId, Snapshot } from '../limits/snapshot';
import { tiers } from '../limits/tiers';
import { ageInWords } from '../limits/words';

/** The limits that a simulation begins with. Plain JSON. */
export interface StartingLimits {
  readonly limits: RateLimits;
  readonly origin: 'read' | 'tier';
  /** Where they are from, as a sentence. */
  readonly from: string;
}

export interface KnownReadings {
  /** Oldest first. */
  readonly readings: readonly Snapshot[];
  /** ms */
  readonly now: number;
}

/** The limits of a model's class as they were last read, or those of the tier that everybody begins with. */
export function startingLimits(model: string | undefined, { readings, now }: KnownReadings): StartingLimits {
  const base = tiers.start;
  const limitOf = ({ buckets }: Snapshot, id: BucketId) => buckets.find((bucket) => bucket.id === id && bucket.limit !== undefined && bucket.limit > 0)?.limit;
  const own = readings.filter((reading) => model !== undefined && modelClass(reading.model) === modelClass(model));
  const last = own.findLast((reading) => ids.some(({ id }) => limitOf(reading, id) !== undefined));
  if (!last) return { limits: base, origin: 'tier', from: `These are the limits of the Start tier, as ${model === undefined ? 'the code does not tell the model' : `none of ${model} were read`}.` };
  const missing = ids.filter(({ id }) => limitOf(last, id) === undefined).map(({ name }) => name);
  const rest = missing.length === 0 ? '' : `; it did not tell of ${missing.join(' and ')}, which the Start tier gives`;
  const limits = { rpm: limitOf(last, 'requests') ?? base.rpm, itpm: limitOf(last, 'input-tokens') ?? base.itpm, otpm: limitOf(last, 'output-tokens') ?? base.otpm };
  return { limits, origin: 'read', from: `Limits of ${last.model} as last read, ${ageInWords(now - last.at)}${rest}.` };
}

const ids: readonly { readonly id: BucketId; readonly name: string }[] = [
  { id: 'requests', name: 'requests' },
  { id: 'input-tokens', name: 'input tokens' },
  { id: 'output-tokens', name: 'output tokens' },
];
