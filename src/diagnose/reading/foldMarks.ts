import type { ErrorRecord } from './errorRecord';
import { lineStarts } from './lineStarts';
import type { Mark, Slot } from './mark';
import { recordOf } from './recordOf';
import { surroundings } from './surroundings';

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

const oncePerError: readonly Slot[] = ['status', 'weakStatus', 'type', 'weakType', 'message', 'phrase', 'cloud', 'requestId', 'code', 'noAnswer'];

const bodySlots: readonly Slot[] = ['type', 'message', 'phrase'];

function startsNext({ text, cluster, mark, lineStart }: { readonly text: string; readonly cluster: Cluster; readonly mark: Mark; readonly lineStart: number }): boolean {
  if (mark.index - cluster.end > (surroundings.includes(mark.slot) ? narrowGap : widestGap)) return true;
  // What is told of the next request, or names the service of the next error, stands before it.
  if (mark.slot === 'inputTokens' || (mark.slot === 'foreign' && beginsRecord(text, lineStart))) return lineStart > cluster.lineStart && oncePerError.some((slot) => cluster.seen.has(slot));
  if (isAnotherRequest(cluster, mark)) return lineStart > cluster.lineStart && beginsRecord(text, lineStart);
  if (mark.head === undefined) return lineStart > cluster.lineStart && beginsRecord(text, lineStart) && oncePerError.includes(mark.slot) && cluster.seen.has(mark.slot);
  // A trace behind the body, on its line, names the status again.
  if (lineStart === cluster.lineStart && mark.index - cluster.end <= besides && cluster.marks.some(({ slot, value }) => slot === 'status' && value === mark.value)) return false;
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
