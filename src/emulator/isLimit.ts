/**
 * Whether it can be a limit: a number from 0.001 to 1,000,000,000. Below that a bucket fills later than any date, above it counts
 * are not exact any more.
 */
export function isLimit(value: unknown): value is number {
  return typeof value === 'number' && value >= 0.001 && value <= 1_000_000_000;
}
