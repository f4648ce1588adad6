import type { ErrorRecord } from './errorRecord';
import type { Mark, Slot } from './mark';
import { surroundings } from './surroundings';

/** The error that marks which belong together tell; undefined where they tell of none. */
export function recordOf(marks: readonly Mark[]): ErrorRecord | undefined {
  if (isList(marks)) return undefined;
  const values = new Map<Slot, string>();
  for (const { slot, value } of marks) if (!values.has(slot)) values.set(slot, value);
  const first = (slot: Slot): string | undefined => values.get(slot);
  const weak = marks.filter(({ slot }) => slot === 'weakStatus').map(({ value }) => value);
  const status = first('status') ?? weak.find((value) => Number(value) >= 400) ?? weak[0];
  const shown = marks.some((mark) => (shownSlots.includes(mark.slot) && !mark.spoken) || (mark.slot === 'phrase' && isPrinted(mark)));
  const code = first('code') ?? (shown || first('message') !== undefined ? first('weakCode') : undefined);
  const type = first('type') ?? first('weakType');
  const phrase = first('phrase');
  const headersOf = (slot: Slot) => Object.fromEntries(marks.filter((mark) => mark.slot === slot).map(({ name, value }) => [name ?? '', value]));
  const isOwn = first('claude') !== undefined || first('type') !== undefined || first('weakType') !== undefined;
  const headers = { ...(isOwn && status !== undefined && headersOf('shortHeader')), ...headersOf('header') };
  const inputTokens = first('inputTokens');
  const said = bestMessage(marks);
  const sentence = phrase?.split(/\\{0,3}["']\s?[,}]|\}/)[0];
  const record: ErrorRecord = {
    start: (marks.find(({ slot }) => !surroundings.includes(slot)) ?? marks[0])?.index ?? 0,
    end: marks.reduce((end, mark) => Math.max(end, mark.end), 0),
    ...(status !== undefined && { status: statusNames[status] ?? Number(status) }),
    ...(type !== undefined && { type }),
    ...(code !== undefined && { code }),
    // An apostrophe ends a message too early where quotes were not escaped: the whole sentence says more.
    ...optional('message', said === undefined || (sentence !== undefined && (sentence.startsWith(said) || said.startsWith('{'))) ? sentence : said),
    ...optional('requestId', first('requestId') ?? headers['request-id']),
    ...optional('model', first('model')),
    ...optional('host', first('host')),
    ...optional('path', first('path')),
    ...optional('gateway', first('gateway')),
    ...optional('library', first('library')),
    ...(inputTokens !== undefined && { inputTokens: Number(inputTokens.replace(/,/g, '')) }),
    ...optional('cloud', first('cloud')),
    ...optional('noAnswer', first('noAnswer')),
    claude: first('claude') !== undefined,
    foreign: first('foreign') !== undefined,
    // Failures that a stream tells have details that are null: github.com/anthropics/anthropic-sdk-go/issues/200.
    stream: first('stream') !== undefined || (status === undefined && /^(?:overloaded|api)_error$/.test(type ?? '') && first('weakStream') !== undefined),
    shown,
    spoken: !shown && first('message') === undefined && (phrase === undefined ? status !== undefined : marks.find(({ slot }) => slot === 'phrase')?.quoted === true),
    headersShown: first('headersShown') !== undefined || first('header') !== undefined,
    headers,
  };
  const failed = record.status !== undefined && record.status >= 400 && isNamed(record, first);
  // The headers of an answer that went well are no error; without a status, only those that refuse are.
  const limited = Object.entries(headers).some(([name, value]) => name === 'retry-after' || (name.startsWith('anthropic-') && (failed || (record.status === undefined && (value === '0' || value === 'rejected')))));
  const supported = first('type') !== undefined || (type !== undefined && (failed || record.message !== undefined));
  const unanswered = record.noAnswer !== undefined && (record.claude || record.foreign);
  return failed || supported || unanswered || code !== undefined || phrase !== undefined || (record.gateway !== undefined && (record.status ?? 400) >= 400) || record.cloud !== undefined || limited ? record : undefined;
}

/** What stands where an error is printed, and hardly where one is spoken of. */
const shownSlots: readonly Slot[] = ['status', 'type', 'code', 'requestId', 'header', 'shortHeader', 'headersShown', 'stream', 'noAnswer', 'gateway', 'cloud'];

/** Sentences of Claude Code, which prints nothing beside them. */
function isPrinted({ value }: Mark): boolean {
  return /^(?:You['’]ve (?:hit|reached|used)|You['’]re out of|Claude |Limit reached|[\w-]{1,12}(?: weekly)? limit reached|Server is temporarily)/i.test(value);
}

/** Whether it only lists kinds of errors, as code, documents and prompts about them do: an error is of one kind. */
function isList(marks: readonly Mark[]): boolean {
  const kinds = new Set(marks.filter(({ slot, value }) => slot === 'weakType' && value !== 'api_error').map(({ value }) => value));
  return kinds.size > 1 && !marks.some(({ slot }) => sureSlots.includes(slot));
}

const sureSlots: readonly Slot[] = ['status', 'type', 'code', 'header', 'requestId', 'stream', 'gateway', 'cloud'];

/**
 * Whether a status is one of an API's: programs print numbers and other servers' failures all the time. A 429 or 529 that is surely a status
 * is what the user looks for.
 */
function isNamed({ status, type, model, host, claude, foreign, requestId, headers }: ErrorRecord, first: (slot: Slot) => string | undefined): boolean {
  if (first('status') !== undefined && (status === 429 || status === 529 || host !== undefined)) return true;
  return claude || foreign || [type, model, requestId].some((value) => value !== undefined) || Object.keys(headers).some((name) => name.startsWith('anthropic-'));
}

/** Names of .NET's `HttpStatusCode`, which its SDK prints instead of numbers. */
const statusNames: Readonly<Record<string, number>> = {
  BadRequest: 400,
  Unauthorized: 401,
  PaymentRequired: 402,
  Forbidden: 403,
  NotFound: 404,
  Conflict: 409,
  RequestEntityTooLarge: 413,
  TooManyRequests: 429,
  InternalServerError: 500,
  BadGateway: 502,
  ServiceUnavailable: 503,
  GatewayTimeout: 504,
};

function optional<K extends string>(key: K, value: string | undefined): Partial<Record<K, string>> {
  return value === undefined ? {} : ({ [key]: value } as Partial<Record<K, string>>);
}

/** A message that holds a sentence of the API, else the first one. A logger's own `message` often comes before it. */
function bestMessage(marks: readonly Mark[]): string | undefined {
  const messages = marks.filter(({ slot }) => slot === 'message').slice(0, mostMessages);
  const inside = messages.find((message) => marks.some((mark) => mark.slot === 'phrase' && mark.index >= message.index && mark.index < message.end));
  const afterType = messages.find((message) => marks.some((mark) => mark.slot === 'type' && mark.index < message.index));
  return (inside ?? afterType ?? messages[0])?.value;
}

/** Messages of one error that are looked at. */
const mostMessages = 20;
