import { tiers } from '../limits/tiers';
import type { RateLimits } from './buckets';
import { isLimit } from './isLimit';
import { isObject, type JsonObject } from './json';
import type { RampLimit } from './ramp';

/** The limits of the emulated organization. */
export interface EmulatorLimits extends RateLimits {
  /** Lower limits of the workspace; with any of them set, the `tokens` headers show the tightest limit instead of the sum. */
  readonly workspace?: Partial<Pick<RateLimits, 'rpm' | 'itpm' | 'otpm'>>;
  /** Most requests in flight at once; no limit when left out. */
  readonly concurrent?: number;
  /** Acceleration limit; none when left out. */
  readonly ramp?: RampLimit;
  /** Limits of fast mode (`speed: "fast"`), apart from the regular ones; a tenth of those where left out. */
  readonly fast?: Partial<Pick<RateLimits, 'itpm' | 'otpm'>>;
  /** Requests per minute of token counting, a limit of its own. */
  readonly countTokensRpm: number;
  /** Requests per minute of the batches endpoints, a limit of their own. */
  readonly batchesRpm: number;
}

/** The Start tier of a current model, with the limits of the other endpoints (rate limits page of the API's documentation, August 2026). */
export const startTier: EmulatorLimits = { ...tiers.start, countTokensRpm: 2_000, batchesRpm: 1_000 };

const numberNames = ['rpm', 'itpm', 'otpm', 'burstSeconds', 'concurrent', 'countTokensRpm', 'batchesRpm'] as const;
/** Limits that have parts. */
const parts = { workspace: ['rpm', 'itpm', 'otpm'], ramp: ['startItpm', 'stepItpm'], fast: ['itpm', 'otpm'] } as const;

/** What of the limits applies to one request: the lower one of organization and workspace. */
export function effectiveLimits(limits: EmulatorLimits): RateLimits {
  const { workspace = {} } = limits;
  return {
    ...limits,
    rpm: Math.min(limits.rpm, workspace.rpm ?? limits.rpm),
    itpm: Math.min(limits.itpm, workspace.itpm ?? limits.itpm),
    otpm: Math.min(limits.otpm, workspace.otpm ?? limits.otpm),
  };
}

/** Limits from untrusted JSON, laid over `base`; a sentence that says what is wrong where they cannot be used. */
export function readLimits(json: unknown, base: EmulatorLimits): EmulatorLimits | string {
  if (!isObject(json)) return 'Limits are a JSON object, for example {"rpm": 5, "itpm": 30000}.';
  const known: readonly string[] = [...numberNames, ...Object.keys(parts)];
  const unknown = Object.keys(json).find((name) => !known.includes(name));
  if (unknown !== undefined) return `There is no limit "${unknown.slice(0, 60)}". Limits are: ${known.join(', ')}.`;
  const wrong = wrongNumber(json, numberNames) ?? Object.entries(parts).flatMap(([part, names]) => wrongPart(json[part], { part, names }) ?? [])[0];
  if (wrong !== undefined) return wrong;
  const { ramp } = json;
  if (isObject(ramp) && parts.ramp.some((name) => !(name in ramp))) return `A ramp needs ${parts.ramp.join(' and ')}.`;
  return { ...base, ...json };
}

function wrongPart(json: unknown, { part, names }: { readonly part: string; readonly names: readonly string[] }): string | undefined {
  if (json === undefined) return undefined;
  if (!isObject(json)) return `${names.join(', ')} belong in a JSON object.`;
  const unknown = Object.keys(json).find((name) => !names.includes(name));
  if (unknown !== undefined) return `${part} has no "${unknown.slice(0, 60)}". It may have: ${names.join(', ')}.`;
  return wrongNumber(json, names);
}

function wrongNumber(json: JsonObject, names: readonly string[]): string | undefined {
  const wrong = names.find((name) => json[name] !== undefined && !isLimit(json[name]));
  return wrong === undefined ? undefined : `${wrong} must be a number from 0.001 to 1,000,000,000.`;
}
