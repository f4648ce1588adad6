import type { BucketId } from './snapshot';

export interface BucketName {
  /** As developers and the Claude Console abbreviate it. */
  readonly short: string;
  readonly long: string;
}

/** What users call each bucket. */
export const bucketNames: Readonly<Record<BucketId, BucketName>> = {
  requests: { short: 'RPM', long: 'requests per minute' },
  tokens: { short: 'TPM', long: 'tokens per minute' },
  'input-tokens': { short: 'ITPM', long: 'input tokens per minute' },
  'output-tokens': { short: 'OTPM', long: 'output tokens per minute' },
};
