import type { ClassRef } from './fileView';
import type { Value } from './value';

/** What the service answers in one imagined run of the code. */
export interface Scenario {
  readonly id: 'ok' | 'rate-limited' | 'overloaded' | 'server-error' | 'unavailable' | 'bad-request' | 'connection';
  /** The HTTP status; absent when the connection breaks. */
  readonly status?: number;
  /**
   * The seconds that `retry-after` names, where the question is whether a wait is that long for certain. What such a run
   * cannot tell never lengthens a wait.
   */
  readonly toldSeconds?: number;
}

export const scenarios = {
  ok: { id: 'ok', status: 200 },
  rateLimited: { id: 'rate-limited', status: 429 },
  /** Eleven days: longer than any limit that somebody sets. */
  toldLong: { id: 'rate-limited', status: 429, toldSeconds: 1_000_000 },
  overloaded: { id: 'overloaded', status: 529 },
  serverError: { id: 'server-error', status: 500 },
  unavailable: { id: 'unavailable', status: 503 },
  badRequest: { id: 'bad-request', status: 400 },
  connection: { id: 'connection' },
} as const satisfies Record<string, Scenario>;

/** How a request, or a function that sends it, ends in one scenario. */
export interface Answer {
  /** Undefined when it cannot be told. */
  readonly raises: boolean | undefined;
  /** What it gives back where it raises nothing. */
  readonly value: Abstract;
  readonly raised: Abstract;
}

/** How it ends in each scenario. */
export type Answers = (scenario: Scenario) => Answer;

/** The answers of a request itself; an error status raises there, or comes back as a response to look at. */
export function directAnswers(throws: boolean | 'unknown'): Answers {
  const refused = throws === 'unknown' ? undefined : throws;
  return ({ id, status = 0 }) => ({ raises: id === 'connection' ? refused !== undefined || undefined : status >= 400 && refused, value: { is: 'response' }, raised: { is: 'error' } });
}

/** A value as far as an imagined run knows it. */
export type Abstract =
  | { readonly is: 'literal'; readonly value: string | number | boolean | null; /** What a body does not have: to read on from it fails. */ readonly absent?: true }
  | { readonly is: 'list'; readonly items: readonly Abstract[] }
  /** An object whose entries are known; it has no others. `body`: the JSON of a response. */
  | { readonly is: 'record'; readonly entries: Readonly<Record<string, Abstract>>; readonly body?: true }
  /** What the request raised, or an error made from it. */
  | { readonly is: 'error'; readonly made?: { readonly message?: string; readonly name?: string; readonly cls?: ClassRef; readonly fields?: ReadonlyMap<string, Abstract> } }
  | { readonly is: 'response' }
  | { readonly is: 'headers' }
  /** A class of errors, as one of a list that an error is compared with. */
  | { readonly is: 'class'; readonly of: Value }
  /** The time the server asked to wait, as text or number. */
  | { readonly is: 'retry-after' }
  /** Something, certainly not null, false or 0. */
  | { readonly is: 'thing' }
  /** `reads`: the name or code of an error with a status, which is none of those that only an error without an answer has. */
  | { readonly is: 'unknown'; readonly reads?: 'name' | 'code' };

/** An argument of a call. */
export interface Passed {
  readonly value: Abstract;
  readonly name?: string;
}

export const unknownAbstract: Abstract = { is: 'unknown' };

export function literal(value: string | number | boolean | null): Abstract {
  return { is: 'literal', value };
}

export function numberIn(value: Abstract): number | undefined {
  if (value.is !== 'literal') return undefined;
  if (typeof value.value === 'number') return value.value;
  if (typeof value.value === 'string' && value.value.trim() !== '' && Number.isFinite(Number(value.value))) return Number(value.value);
  return undefined;
}

/** The JSON of an error response, https://docs.claude.com/en/api/errors: it has no content, and gateways word theirs alike. */
export function errorBody(scenario: Scenario): Abstract {
  const error: Abstract = { is: 'record', body: true, entries: { type: literal(errorType(scenario) ?? null), message: literal(errorText(scenario)) } };
  return { is: 'record', body: true, entries: { type: literal('error'), error, request_id: { is: 'thing' } } };
}

/** True where nothing tells two values apart. */
export function isSame(one: Abstract, other: Abstract): boolean {
  if (one === other) return true;
  switch (one.is) {
    case 'literal':
      return other.is === 'literal' && one.value === other.value;
    case 'list':
      return other.is === 'list' && one.items.length === other.items.length && one.items.every((item, index) => isSame(item, other.items[index] ?? unknownAbstract));
    case 'record':
      return other.is === 'record' && hasSameValues(new Map(Object.entries(one.entries)), new Map(Object.entries(other.entries)));
    case 'class':
      return other.is === 'class' && one.of === other.of;
    case 'error': {
      if (other.is !== 'error') return false;
      const [a, b] = [one.made, other.made];
      if (!a || !b) return a === b;
      return a.message === b.message && a.name === b.name && a.cls?.cls === b.cls?.cls && hasSameValues(a.fields ?? new Map(), b.fields ?? new Map());
    }
    default:
      return one.is === other.is;
  }
}

/** True for the same names with the same values. */
export function hasSameValues(one: ReadonlyMap<string, Abstract>, other: ReadonlyMap<string, Abstract>): boolean {
  if (one.size !== other.size) return false;
  for (const [name, value] of other) {
    const known = one.get(name);
    if (!known || !isSame(known, value)) return false;
  }
  return true;
}

/** Whether a test passes; undefined when it is not known. */
export function truth(value: Abstract): boolean | undefined {
  switch (value.is) {
    case 'literal':
      return Boolean(value.value);
    case 'unknown':
    case 'retry-after':
      return undefined;
    default:
      return true;
  }
}

/**
 * The text that an error of the service prints, in lower case. The wording is Anthropic's as SDKs print it:
 * the status, then the body.
 */
export function errorText({ id, status }: Scenario): string {
  switch (id) {
    case 'rate-limited':
      return `error code: 429 - {"type":"error","error":{"type":"rate_limit_error","message":"this request would exceed your organization's rate limit of 30,000 input tokens per minute. try again later."}} too many requests`;
    case 'overloaded':
      return 'error code: 529 - {"type":"error","error":{"type":"overloaded_error","message":"overloaded"}}';
    case 'server-error':
      return 'error code: 500 - {"type":"error","error":{"type":"api_error","message":"internal server error"}}';
    case 'unavailable':
      return 'error code: 503 - {"type":"error","error":{"type":"api_error","message":"service unavailable"}}';
    case 'bad-request':
      return 'error code: 400 - {"type":"error","error":{"type":"invalid_request_error","message":"invalid request"}}';
    case 'connection':
      return 'connection error. econnreset socket hang up fetch failed network timeout';
    default:
      return String(status ?? '');
  }
}

/** The `error.type` of the body. */
export function errorType({ id }: Scenario): string | undefined {
  const types: Partial<Record<Scenario['id'], string>> = {
    'rate-limited': 'rate_limit_error',
    overloaded: 'overloaded_error',
    'server-error': 'api_error',
    unavailable: 'api_error',
    'bad-request': 'invalid_request_error',
  };
  return types[id];
}
