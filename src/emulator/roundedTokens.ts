import type { Reading } from './buckets';

/**
 * What the headers show of a limit of tokens: the API rounds the remaining ones to the nearest thousand. Limits below 10,000, which
 * only an emulator has, are left exact: rounded, they would read as empty or as more than full.
 */
export function roundedTokens(reading: Reading): Reading {
  if (reading.limit < 10_000) return reading;
  return { ...reading, remaining: Math.min(reading.limit, Math.round(reading.remaining / 1000) * 1000) };
}
