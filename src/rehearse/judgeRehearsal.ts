import type { RecordedRequest } from '../emulator/recordedRequest';
import type { Scenario } from '../emulator/scenarios/scenario';

/** What a program did in a rehearsal. Plain JSON. */
export interface Rehearsal {
  readonly scenario: string;
  readonly title: string;
  /** `not-met`: no request met the failure, so nothing is shown. */
  readonly verdict: 'passes' | 'fails' | 'not-met';
  /** Why, as sentences. */
  readonly reasons: readonly string[];
  readonly requests: number;
  /** Requests that were refused, or whose stream broke. */
  readonly refused: number;
  /** Calls: a request and its repetitions are one. */
  readonly calls: number;
  readonly finished: number;
  readonly gaveUp: number;
  /** Requests of the call that was sent most often. */
  readonly mostAttempts: number;
  /** Repetitions that came before the time that the server had asked to wait. */
  readonly tooEarly: number;
  /** Seconds between the first and the last request of a call, at most. */
  readonly longestSeconds: number;
  readonly attempts: readonly Attempt[];
}

/** One request, in the order of their arrival. */
export interface Attempt {
  /** Which call it belongs to, from 1 on. */
  readonly call: number;
  /** ms since the first request. */
  readonly at: number;
  /** `null`: the connection was cut. */
  readonly status: number | null;
  readonly reason?: string;
  /** What the answer asked to wait. */
  readonly retryAfterSeconds?: number;
}

/** Judges what reached the emulator while a scenario was on: whether each call got its answer, waited as told, and did not repeat what cannot succeed. */
export function judgeRehearsal(scenario: Pick<Scenario, 'id' | 'title' | 'isSurvivable'>, requests: readonly RecordedRequest[]): Rehearsal {
  const calls = callsOf(requests.filter(({ method }) => method === 'POST'));
  const flat = calls.flatMap((call) => call);
  const start = Math.min(...flat.map(({ time }) => time));
  const refused = flat.filter(isRefused).length;
  const finished = calls.filter((call) => isAnswered(call.at(-1))).length;
  const tooEarly = calls.reduce((sum, call) => sum + early(call), 0);
  const mostAttempts = Math.max(0, ...calls.map((call) => call.length));
  const counts = { requests: flat.length, refused, calls: calls.length, finished, gaveUp: calls.length - finished, mostAttempts, tooEarly };
  const faults = scenario.isSurvivable ? faultsOf(counts) : faultsOfUseless(counts);
  return {
    scenario: scenario.id,
    title: scenario.title,
    verdict: refused === 0 ? 'not-met' : faults.length === 0 ? 'passes' : 'fails',
    reasons: refused === 0 ? ['No request met the failure: start the program with the address of the rehearsal in ANTHROPIC_BASE_URL, from a terminal that was opened after it began.'] : faults.length > 0 ? faults : [praise(scenario.isSurvivable)],
    ...counts,
    longestSeconds: Math.max(0, ...calls.map((call) => ((call.at(-1)?.time ?? 0) - (call[0]?.time ?? 0)) / 1000)),
    attempts: calls
      .flatMap((call, index) => call.map(({ time, status, reason, retryAfterSeconds }): Attempt => ({ call: index + 1, at: time - start, status, ...(reason !== undefined && { reason }), ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) })))
      .sort((a, b) => a.at - b.at || a.call - b.call),
  };
}

type Call = readonly RecordedRequest[];

/** A request with the same body as one that was refused before is that call again; after an answer it is a new one. */
function callsOf(requests: readonly RecordedRequest[]): readonly Call[] {
  const calls: RecordedRequest[][] = [];
  const open = new Map<string, RecordedRequest[]>();
  for (const request of requests) {
    const key = `${request.path} ${request.bodyHash}`;
    const call = open.get(key);
    if (call) call.push(request);
    else calls.push([request]);
    const own = call ?? calls.at(-1) ?? [];
    if (isAnswered(request)) open.delete(key);
    else open.set(key, own);
  }
  return calls;
}

/** A stream that breaks has begun with a 200, and its reason says why it broke; a slow answer is one all the same. */
function isAnswered(request: RecordedRequest | undefined): boolean {
  return request !== undefined && request.status !== null && request.status < 400 && (request.reason === undefined || request.reason === 'slow');
}

function isRefused(request: RecordedRequest): boolean {
  return !isAnswered(request);
}

/** ms by which clocks and the way through the machine may differ. */
const tolerance = 50;

function early(call: Call): number {
  return call.filter(({ time }, index) => {
    const before = call[index - 1];
    return before?.retryAfterSeconds !== undefined && time - before.time < before.retryAfterSeconds * 1000 - tolerance;
  }).length;
}

type Counts = Pick<Rehearsal, 'requests' | 'refused' | 'calls' | 'finished' | 'gaveUp' | 'mostAttempts' | 'tooEarly'>;

function faultsOf({ gaveUp, calls, tooEarly, mostAttempts }: Counts): readonly string[] {
  return [
    ...(gaveUp > 0 ? [`${gaveUp} of ${calls} ${calls === 1 ? 'call' : 'calls'} never got an answer, though waiting would have helped: ${mostAttempts === 1 ? 'nothing sent it again' : 'it was given up too soon'}.`] : []),
    ...(tooEarly > 0 ? [`${tooEarly} ${tooEarly === 1 ? 'request' : 'requests'} came before the time that \`retry-after\` had asked to wait: such a request fails.`] : []),
    ...(mostAttempts > most ? [`One call was sent ${mostAttempts} times: retries within retries multiply.`] : []),
  ];
}

/** More requests for one call than any sensible single layer of retries sends while a service refuses twice. */
const most = 8;

function faultsOfUseless({ mostAttempts }: Counts): readonly string[] {
  return mostAttempts > 1 ? [`A call was sent ${mostAttempts} times, though no retry of it can succeed: look at the error's code, and stop at once with a clear message.`] : [];
}

function praise(isSurvivable: boolean): string {
  return isSurvivable ? 'Every call got its answer, and waited as long as it was told.' : 'No call was sent again in vain.';
}
