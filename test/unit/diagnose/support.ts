import { diagnose, type Diagnosis } from '../../../src/diagnose/diagnose';
import { type Evidence, noEvidence, type TimelineEntry } from '../../../src/diagnose/evidence';
import { namedLimit } from '../../../src/diagnose/namedLimit';
import type { Bucket, BucketId } from '../../../src/limits/snapshot';

/** A 429 of the Claude API with what a test adds; a limit that its message names is read from it. */
export function refused(more: Partial<Evidence> = {}): Evidence {
  const limit = more.message === undefined ? undefined : namedLimit(more.message);
  return { ...noEvidence, status: 429, errorType: 'rate_limit_error', provider: 'anthropic', occurrences: 1, ...(limit && { limit }), ...more };
}

/** The API's sentence about a limit of a minute. */
export function exceeds(what: string, model = 'claude-sonnet-5'): string {
  return `This request would exceed your organization's rate limit of ${what} per minute (org: x, model: ${model}).`;
}

export function bucket(id: BucketId, remaining: number, limit: number): Bucket {
  return { id, remaining, limit };
}

/** Midnight of a day, in ms: times of tests count from there. */
export const midnight = Date.UTC(2026, 10, 24);

/** Something of a log, so many seconds after midnight. */
export function entry(kind: TimelineEntry['kind'], second: number, more: Partial<TimelineEntry> = {}): TimelineEntry {
  return { kind, at: midnight + second * 1000, ...more };
}

export function topOf(evidence: Evidence): Diagnosis['top'] {
  return diagnose(evidence, []).top;
}

/** The first cause with how sure it is, such as "burst high". */
export function verdictOn(evidence: Evidence): string {
  const { top, causes } = diagnose(evidence, []);
  return [top, causes[0]?.confidence].filter((part) => part !== undefined).join(' ');
}

export function driversOf(evidence: Evidence): readonly string[] {
  return diagnose(evidence, []).drivers.map(({ id, confidence }) => `${id} ${confidence}`);
}
