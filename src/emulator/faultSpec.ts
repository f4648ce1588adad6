import { faultKinds, type Fault, type FaultKind } from './faults';
import { isSeconds } from './isSeconds';
import { isObject, type JsonObject } from './json';

/** ms; Node fires a timer of more at once. */
const longestTimer = 2_147_483_647;

/** Fields of a fault and what each must be. */
const fields: Readonly<Record<Exclude<keyof Fault, 'kind'>, { readonly fits: (value: unknown) => boolean; readonly must: string }>> = {
  times: { fits: isCount, must: 'a whole number, 0 or more' },
  path: { fits: isText, must: 'a path such as /v1/messages, or *' },
  model: { fits: isText, must: 'the name of a model' },
  beta: { fits: isText, must: 'the beginning of a beta\'s name' },
  speed: { fits: isText, must: 'a speed such as fast' },
  serviceTier: { fits: isText, must: 'a service tier such as auto' },
  credential: { fits: (value) => value === 'key' || value === 'token', must: 'key or token' },
  until: { fits: isTime, must: 'a time such as 2026-12-01T00:00:00Z' },
  retryAfterSeconds: { fits: (value) => value === null || isSeconds(value), must: 'a whole number of seconds, at most 999,999,999, or null' },
  rateLimitHeaders: { fits: isBoolean, must: 'true or false' },
  shouldRetry: { fits: (value) => value === null || isBoolean(value), must: 'true, false or null' },
  delayMs: { fits: (value) => isCount(value) && value <= longestTimer, must: 'a whole number of milliseconds, at most 2,147,483,647' },
  after: { fits: (value) => value === 'nothing' || value === 'message_start' || isCount(value), must: 'nothing, message_start or a number of deltas' },
  errorType: { fits: isText, must: 'an error type such as overloaded_error' },
};

/** Short names for the command line. */
const aliases: Readonly<Record<string, string>> = { 'retry-after': 'retryAfterSeconds', headers: 'rateLimitHeaders', 'should-retry': 'shouldRetry', delay: 'delayMs', error: 'errorType', tier: 'serviceTier' };

/** Faults from untrusted JSON: one, a list, or `{ "faults": [...] }`; a sentence that says what is wrong otherwise. */
export function readFaults(json: unknown): readonly Fault[] | string {
  const list: unknown = isObject(json) && 'faults' in json ? json.faults : json;
  const faults: Fault[] = [];
  for (const item of Array.isArray(list) ? (list as unknown[]) : [list]) {
    const fault = readFault(item);
    if (typeof fault === 'string') return fault;
    faults.push(fault);
  }
  return faults;
}

/**
 * A fault from the command line: its kind, then `name=value` pairs, for example
 * `input-tokens-limit,times=2,retry-after=5,headers=false`, `stream-error,after=3`, `slow,delay=2000`.
 * A sentence that says what is wrong where the text is not one.
 */
export function parseFault(text: string): Fault | string {
  const [kind, ...pairs] = text.split(',').map((part) => part.trim());
  const entries = pairs.map((pair) => {
    const [name = '', value = ''] = pair.split('=', 2);
    return [aliases[name] ?? name, literal(value)] as const;
  });
  return readFault({ kind, ...Object.fromEntries(entries) });
}

function readFault(json: unknown): Fault | string {
  if (!isObject(json)) return 'A fault is a JSON object, for example {"kind": "overloaded", "times": 2}.';
  if (!isKind(json.kind)) return `${typeof json.kind === 'string' ? `There is no fault "${json.kind.slice(0, 60)}".` : 'A fault is named by its kind.'} Faults are: ${faultKinds.join(', ')}.`;
  const problem = Object.keys(json)
    .filter((name) => name !== 'kind')
    .map((name) => problemOf(json, name))
    .find((sentence) => sentence !== undefined);
  return problem ?? { ...json, kind: json.kind };
}

function problemOf(json: JsonObject, name: string): string | undefined {
  const field = Object.entries(fields).find(([known]) => known === name)?.[1];
  if (field === undefined) return `A fault has no "${name.slice(0, 60)}". It may have: ${Object.keys(fields).join(', ')}.`;
  return json[name] === undefined || field.fits(json[name]) ? undefined : `${name} must be ${field.must}.`;
}

function literal(value: string): unknown {
  if (value === 'none' || value === 'null') return null;
  if (value === 'true' || value === 'false') return value === 'true';
  return /^\d+$/.test(value) ? Number(value) : value;
}

function isKind(value: unknown): value is FaultKind {
  return faultKinds.some((kind) => kind === value);
}

/** RFC 3339; `Date.parse` alone takes almost any words with a number. */
function isTime(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/.test(value) && !Number.isNaN(Date.parse(value));
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean';
}
