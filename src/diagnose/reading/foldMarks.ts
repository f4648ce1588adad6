import type { Mark, Slot } from './mark';

/** One error as the text shows it. */
export interface ErrorRecord {
  /** Where its first mark begins that is of an error for certain, and where its last one ends. */
  start: number;
  end: number;
  status?: number;
  type?: string;
  code?: string;
  message?: string;
  requestId?: string;
  model?: string;
  host?: string;
  path?: string;
  gateway?: string;
  library?: string;
  inputTokens?: number;
  cloud?: string;
  /** Why no answer came: `timeout` or `connection`. */
  noAnswer?: string;
  /** Something names Claude or Anthropic beside the error. */
  claude: boolean;
  foreign: boolean;
  stream: boolean;
  headersShown: boolean;
  headers: Record<string, string>;
}

/** Puts marks that belong to one error together; each record is one error, in the order of the text. */
export function foldMarks(text: string, marks: readonly Mark[]): readonly ErrorRecord[] {
  const lineStartOf = lineStarts(text);
  const clusters: Cluster[] = [];
  for (const mark of marks) {
    const lineStart = lineStartOf(mark.index);
    const current = clusters.at(-1);
    const cluster = !current || startsNext({ text, cluster: current, mark, lineStart }) ? newCluster() : current;
    if (cluster !== current) {
      if (mark.slot !== 'entry') cluster.marks.push(...takeBefore(current, lineStart));
      clusters.push(cluster);
    }
    cluster.marks.push(mark);
    cluster.seen.add(mark.slot);
    if (mark.head) cluster.seen.add(mark.head);
    cluster.end = Math.max(cluster.end, mark.end);
    if (!surroundings.includes(mark.slot)) cluster.lineStart = lineStart;
  }
  return mergeSameRequest(clusters.map(({ marks: own }) => recordOf(own)).filter((record) => record !== undefined));
}

interface Cluster {
  readonly marks: Mark[];
  /** Slots and heads of the marks. */
  readonly seen: Set<string>;
  end: number;
  lineStart: number;
}

function newCluster(): Cluster {
  return { marks: [], seen: new Set(), end: 0, lineStart: 0 };
}

/** Takes what stands on an error's own line before it, such as the name of its library, from the error before. */
function takeBefore(before: Cluster | undefined, lineStart: number): readonly Mark[] {
  if (!before) return [];
  const last = before.marks.findLastIndex(({ slot, index }) => !surroundings.includes(slot) || index < lineStart);
  return before.marks.splice(last + 1);
}

/** Characters between two marks of the same error: a dump of headers or a stack trace may stand between. */
const widestGap = 6000;

/** Characters between two errors of one line; a status and its body are closer. */
const besides = 100;
/** The same for what also stands in the lines of requests that went well. */
const narrowGap = 1500;
const surroundings: readonly Slot[] = ['claude', 'entry', 'path', 'library', 'model', 'host', 'inputTokens'];

const oncePerError: readonly Slot[] = ['status', 'weakStatus', 'type', 'weakType', 'message', 'phrase', 'cloud', 'requestId', 'code', 'noAnswer'];

const bodySlots: readonly Slot[] = ['type', 'message', 'phrase'];

function startsNext({ text, cluster, mark, lineStart }: { readonly text: string; readonly cluster: Cluster; readonly mark: Mark; readonly lineStart: number }): boolean {
  if (mark.index - cluster.end > (surroundings.includes(mark.slot) ? narrowGap : widestGap)) return true;
  // What is told of the next request, or names the service of the next error, stands before it.
  if (mark.slot === 'inputTokens' || (mark.slot === 'foreign' && beginsRecord(text, lineStart))) return lineStart > cluster.lineStart && oncePerError.some((slot) => cluster.seen.has(slot));
  if (isAnotherRequest(cluster, mark)) return lineStart > cluster.lineStart && beginsRecord(text, lineStart);
  if (mark.head === undefined) return lineStart > cluster.lineStart && beginsRecord(text, lineStart) && oncePerError.includes(mark.slot) && cluster.seen.has(mark.slot);
  // An SDK prints the status and its body on one line; what came before on that line is only its class.
  if (lineStart === cluster.lineStart && cluster.seen.has('status') && mark.index - cluster.end > besides) return true;
  return cluster.seen.has(mark.head) || (lineStart > cluster.lineStart && bodySlots.some((slot) => cluster.seen.has(slot)));
}

/** The TypeScript SDK's log begins each line with the ids of its request, before it tells what became of it. */
function isAnotherRequest({ marks }: Cluster, { slot, name, value }: Mark): boolean {
  if (slot !== 'header' || name !== 'request-id') return false;
  const known = marks.find((mark) => mark.slot === 'requestId')?.value;
  return known !== undefined && known !== value;
}

/** Continuation lines of a dump are indented or close a bracket; curl's and the stream's own have a prefix. */
function beginsRecord(text: string, lineStart: number): boolean {
  return !/^(?:[\s})\]<>*"']|data:|event:)/.test(text.slice(lineStart, lineStart + 6));
}

/** Must be asked in rising order, so that a text in one line is not searched again and again. */
function lineStarts(text: string): (index: number) => number {
  let start = 0;
  let next = text.indexOf('\n');
  return (index) => {
    while (next >= 0 && next < index) {
      start = next + 1;
      next = text.indexOf('\n', start);
    }
    return start;
  };
}

function recordOf(marks: readonly Mark[]): ErrorRecord | undefined {
  if (isList(marks)) return undefined;
  const values = new Map<Slot, string>();
  for (const { slot, value } of marks) if (!values.has(slot)) values.set(slot, value);
  const first = (slot: Slot): string | undefined => values.get(slot);
  const weak = marks.filter(({ slot }) => slot === 'weakStatus').map(({ value }) => value);
  const status = first('status') ?? weak.find((value) => Number(value) >= 400) ?? weak[0];
  const code = first('code');
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

/** The same request printed twice (an exception and its cause, a log line and a trace) is one error. */
function mergeSameRequest(records: readonly ErrorRecord[]): ErrorRecord[] {
  const byId = new Map<string, ErrorRecord>();
  const merged: ErrorRecord[] = [];
  for (const record of records) {
    const known = record.requestId === undefined ? undefined : byId.get(record.requestId);
    if (known) {
      Object.assign(known, { ...record, ...known, end: Math.max(known.end, record.end), headers: { ...record.headers, ...known.headers }, claude: known.claude || record.claude, stream: known.stream || record.stream, headersShown: known.headersShown || record.headersShown });
      continue;
    }
    if (record.requestId !== undefined) byId.set(record.requestId, record);
    merged.push(record);
  }
  return merged;
}
