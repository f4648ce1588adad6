import { readLimitHeaders } from './headers';
import { modelName } from './modelName';
import type { Snapshot } from './snapshot';

/** What was written longer ago says nothing of now. */
const oldest = 3_600_000;

/**
 * Reads a line that the recorder in a program has written, at `now` (ms). Any program can write anything into the file:
 * what is no such line is undefined.
 */
export function readRecordedLine(line: string, now: number): Snapshot | undefined {
  const { at, status, model, headers } = parse(line);
  if (typeof at !== 'number' || now - at > oldest || !isStatus(status) || !isObject(headers)) return undefined;
  const named = new Map(Object.entries(headers).flatMap(([name, value]) => (isOfLimits(name) && typeof value === 'string' ? [[name, value] as const] : [])));
  // A time to come would make the reading younger than it is.
  const read = Math.min(at, now);
  return { at: read, model: modelName(model), status, source: 'recorder', ...readLimitHeaders((name) => named.get(name), read, named.keys()) };
}

function parse(line: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isStatus(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 100 && value <= 599;
}

/** Those of Priority Tier and fast mode have names of their own: platform.claude.com/docs/en/api/service-tiers. */
function isOfLimits(name: string): boolean {
  return /^(?:retry-after$|anthropic-(?:ratelimit|priority|fast)-)/.test(name);
}
