import type { BucketId } from './snapshot';

export interface BucketName {
  /** As developers and the Claude Console abbreviate it. */
  readonly short: string;
  readonly long: string;
}

const names: Readonly<Partial<Record<BucketId, BucketName>>> = {
  requests: { short: 'RPM', long: 'requests per minute' },
  tokens: { short: 'TPM', long: 'tokens per minute' },
  'input-tokens': { short: 'ITPM', long: 'input tokens per minute' },
  'output-tokens': { short: 'OTPM', long: 'output tokens per minute' },
  'priority-input-tokens': { short: 'priority ITPM', long: 'input tokens per minute of Priority Tier' },
  'priority-output-tokens': { short: 'priority OTPM', long: 'output tokens per minute of Priority Tier' },
  'fast-input-tokens': { short: 'fast ITPM', long: 'input tokens per minute of fast mode' },
  'fast-output-tokens': { short: 'fast OTPM', long: 'output tokens per minute of fast mode' },
  'unified-5h': { short: '5 h', long: 'the five-hour limit of the subscription' },
  'unified-7d': { short: '7 d', long: 'the weekly limit of the subscription' },
  'unified-overage': { short: 'extra usage', long: 'usage beyond the subscription' },
};

/** What users call a bucket. A window that is not known is called as its header calls it. */
export function bucketName(id: BucketId): BucketName {
  const known = names[id];
  if (known) return known;
  const [window = '', ...of] = id.replace('unified-', '').split('_');
  const model = of.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
  return window === '7d' ? { short: `7 d ${model}`, long: `the weekly limit of the subscription for ${model}` } : { short: `${window} ${model}`.trim(), long: `the limit ${[window, ...of].join(' ')} of the subscription` };
}
