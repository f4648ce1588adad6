import type { RateLimits } from '../emulator/buckets';
import type { Simulation } from './run';
import type { Storm } from './storm';
import { type Arrivals, type Workload, mostCalls } from './workload';
import { usualWorkload } from './workloadOf';

/** What a field of numbers is called and takes. */
export interface Field {
  readonly label: string;
  readonly least: number;
  readonly most: number;
  readonly takes: 'whole numbers' | 'numbers';
  /** What it means to leave it empty, where that may be done. */
  readonly empty?: string;
}

export type FieldName = 'calls' | 'perMinute' | 'concurrency' | 'inputTokens' | 'outputTokens' | 'cached' | 'seconds' | 'rpm' | 'itpm' | 'otpm';

export type StormName = 'none' | 'overloaded' | 'brokenStreams' | 'spendLimit' | 'limited';

/** What stands in the fields, as it was typed. */
export interface Form {
  readonly numbers: Readonly<Record<FieldName, string>>;
  readonly arrivals: Arrivals['kind'];
  readonly storm: StormName;
}

export const fields: Readonly<Record<FieldName, Field>> = {
  calls: { label: 'Calls', least: 1, most: mostCalls, takes: 'whole numbers' },
  perMinute: { label: 'Calls a minute', least: 0.1, most: 100_000, takes: 'numbers' },
  concurrency: { label: 'At once at most', least: 1, most: mostCalls, takes: 'whole numbers', empty: 'no limit' },
  inputTokens: { label: 'Tokens in', least: 1, most: 2_000_000, takes: 'numbers' },
  outputTokens: { label: 'Tokens out', least: 1, most: 1_000_000, takes: 'numbers' },
  cached: { label: 'Cached, % of the input', least: 0, most: 100, takes: 'numbers' },
  seconds: { label: 'Seconds per answer', least: 0.1, most: 3_600, takes: 'numbers' },
  rpm: { label: 'Requests a minute', least: 1, most: 10_000_000, takes: 'numbers' },
  itpm: { label: 'Input tokens a minute', least: 1, most: 10_000_000_000, takes: 'numbers' },
  otpm: { label: 'Output tokens a minute', least: 1, most: 10_000_000_000, takes: 'numbers' },
};

export const fieldNames = Object.keys(fields) as readonly FieldName[];

/** The fields of limits, called as the limits are. */
export const limitNames = ['rpm', 'itpm', 'otpm'] as const;

export const arrivals: Readonly<Record<Arrivals['kind'], string>> = { 'at-once': 'all at once', steady: 'evenly', random: 'at random times' };

/** What can go wrong besides the limits, in words. */
export const storms: Readonly<Record<StormName, { readonly label: string; readonly storm: Storm }>> = {
  none: { label: 'none', storm: {} },
  overloaded: { label: 'overloaded (529) for the first 30 s', storm: { overloaded: { from: 0, to: 30_000, share: 1 } } },
  brokenStreams: { label: '2 % of streams break off', storm: { brokenStreams: 0.02 } },
  spendLimit: { label: 'a spend limit is reached after 30 s', storm: { spendLimitFrom: 30_000 } },
  limited: { label: 'others use up the limits (429) for the first 30 s', storm: { limited: { from: 0, to: 30_000, share: 1 } } },
};

/** The fields filled in with a workload and limits. */
export function formOf(workload: Workload, limits: RateLimits): Form {
  const numbers: Readonly<Record<FieldName, number | undefined>> = {
    calls: workload.calls,
    perMinute: 'perMinute' in workload.arrivals ? workload.arrivals.perMinute : 60,
    concurrency: workload.concurrency,
    inputTokens: workload.inputTokens,
    outputTokens: workload.outputTokens,
    cached: workload.cachedShare * 100,
    seconds: workload.answerMs / 1000,
    rpm: limits.rpm,
    itpm: limits.itpm,
    otpm: limits.otpm,
  };
  return { numbers: numbersOf((name) => String(numbers[name] ?? '')), arrivals: workload.arrivals.kind, storm: 'none' };
}

/** What the fields say, or what is wrong with some of them, a sentence each. */
export function readForm({ numbers, arrivals: kind, storm }: Form): Pick<Simulation, 'workload' | 'limits' | 'storm'> | { readonly problems: Readonly<Partial<Record<FieldName, string>>> } {
  const used = fieldNames.filter((name) => name !== 'perMinute' || kind !== 'at-once');
  const problems = Object.fromEntries(used.flatMap((name) => entryOf(name, problemOf(fields[name], numbers[name]))));
  if (Object.keys(problems).length > 0) return { problems };
  const { calls, perMinute, inputTokens, outputTokens, cached, seconds, rpm, itpm, otpm } = Object.fromEntries(fieldNames.map((name) => [name, Number(numbers[name])])) as Record<FieldName, number>;
  return {
    workload: {
      ...usualWorkload,
      calls,
      arrivals: kind === 'at-once' ? { kind } : { kind, perMinute },
      ...(numbers.concurrency.trim() !== '' && { concurrency: Number(numbers.concurrency) }),
      inputTokens,
      outputTokens,
      cachedShare: cached / 100,
      answerMs: seconds * 1000,
    },
    limits: { rpm, itpm, otpm },
    storm: storms[storm].storm,
  };
}

function entryOf(name: FieldName, problem: string | undefined): readonly (readonly [FieldName, string])[] {
  return problem === undefined ? [] : [[name, problem]];
}

function problemOf({ least, most, takes, empty }: Field, text: string): string | undefined {
  if (text.trim() === '' && empty !== undefined) return undefined;
  const value = Number(text);
  const fits = text.trim() !== '' && value >= least && value <= most && (takes === 'numbers' || Number.isInteger(value));
  if (fits) return undefined;
  return `It takes ${takes} from ${least.toLocaleString('en-US')} to ${most.toLocaleString('en-US')}${empty === undefined ? '' : `, or nothing for ${empty}`}.`;
}

/** Fields that were kept somewhere; undefined for anything else. */
export function keptForm(value: unknown): Form | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { numbers, arrivals: kind, storm } = value as Readonly<Record<string, unknown>>;
  if (typeof numbers !== 'object' || numbers === null || !isKeyOf(arrivals, kind) || !isKeyOf(storms, storm)) return undefined;
  const texts = numbers as Readonly<Record<string, unknown>>;
  if (!fieldNames.every((name) => typeof texts[name] === 'string')) return undefined;
  return { numbers: numbersOf((name) => String(texts[name])), arrivals: kind, storm };
}

function numbersOf(text: (name: FieldName) => string): Form['numbers'] {
  return Object.fromEntries(fieldNames.map((name) => [name, text(name)])) as Record<FieldName, string>;
}

/** True for a key of an object, and for nothing that it has from elsewhere. */
export function isKeyOf<K extends string>(object: Readonly<Record<K, unknown>>, key: unknown): key is K {
  return typeof key === 'string' && Object.hasOwn(object, key);
}
