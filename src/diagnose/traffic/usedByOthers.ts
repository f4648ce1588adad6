import type { HistoryEntry } from '../../limits/history';
import { modelClass } from '../../limits/modelClass';
import type { Evidence } from '../evidence';
import { bucketIn } from '../facts';
import { moments } from './moments';
import { ownRequests } from './ownRequests';

/** Requests that were taken from the limit, and those of them that are known to be one's own. */
export interface UsedByOthers {
  readonly used: number;
  readonly own: number;
  readonly from: 'text' | 'history';
  /** Whether what is known covers the whole minute: of a text that begins later, the requests before it may be one's own. */
  readonly isWhole: boolean;
}

/** Fewer than this say too little: an answer under way is counted before it shows. */
const fewestUsed = 20;
const minute = 60_000;

/**
 * Compares what the headers say was used of the requests per minute with the requests that are known: those of the text, as far as it
 * shows answers that went well, too; or those that the pass-through or the recorder saw. `undefined` unless the known ones are less than
 * a quarter of them.
 */
export function usedByOthers(evidence: Evidence): UsedByOthers | undefined {
  return betweenAnswers(evidence) ?? inText(evidence) ?? inHistory(evidence);
}

function inText(evidence: Evidence): UsedByOthers | undefined {
  const own = ownRequests(evidence);
  const told = evidence.timeline.findLast(({ requestsLeft }) => requestsLeft !== undefined);
  const { limit, remaining } = bucketIn(evidence, 'requests') ?? { limit: told?.requestsLimit, remaining: told?.requestsLeft };
  if (own === undefined || limit === undefined || remaining === undefined) return undefined;
  const times = moments(evidence).map(({ at }) => at);
  return mostly({ used: limit - Math.max(0, remaining), own, from: 'text', isWhole: (times.at(-1) ?? 0) - (times[0] ?? 0) >= minute });
}

/**
 * How much the answers of the last minute say was used between the first and the last of them: a bucket that fills up meanwhile only hides
 * some of it. What is one's own and still under way is used, too, so it takes many times one's own.
 */
function betweenAnswers({ timeline }: Evidence): UsedByOthers | undefined {
  const told = timeline.flatMap(({ kind, at, requestsLeft }) => (kind === 'answer' && at !== undefined && requestsLeft !== undefined ? [{ at, requestsLeft }] : []));
  const last = told.at(-1);
  const within = told.filter(({ at }) => last !== undefined && last.at - at < minute);
  const [first] = within;
  if (!first || !last || within.length < fewestAnswers) return undefined;
  return mostly({ used: first.requestsLeft - last.requestsLeft, own: within.length - 1, from: 'text', isWhole: true });
}

const fewestAnswers = 3;

function inHistory({ history, timeline, model }: Evidence): UsedByOthers | undefined {
  const alike = history.filter((entry) => model === undefined || modelClass(entry.model) === modelClass(model));
  const newest = alike.at(-1);
  const requests = newest && requestsIn(newest);
  // The pass-through and the recorder see one program; without them nothing is known of one's own traffic.
  if (newest?.source === undefined || requests?.limit === undefined || requests.remaining === undefined) return undefined;
  const seen = alike.filter(({ at }) => newest.at - at < minute).length;
  const logged = timeline.filter(({ kind, at }) => kind !== 'retry' && at !== undefined && Math.abs(newest.at - at) < minute).length;
  return mostly({ used: requests.limit - requests.remaining, own: Math.max(seen, logged), from: 'history', isWhole: true });
}

function requestsIn({ buckets }: HistoryEntry) {
  return buckets.find(({ id }) => id === 'requests');
}

function mostly(found: UsedByOthers): UsedByOthers | undefined {
  return found.used >= fewestUsed && found.own * 4 <= found.used ? found : undefined;
}
