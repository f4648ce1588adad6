import { cloudFaults } from './faultAnswers/cloudFaults';
import { credentialFaults } from './faultAnswers/credentialFaults';
import type { FaultAnswer, FaultAnswerer, FaultedRequest } from './faultAnswers/faultAnswer';
import { gatewayFaults } from './faultAnswers/gatewayFaults';
import { poolFaults } from './faultAnswers/poolFaults';
import { rateLimitFaults } from './faultAnswers/rateLimitFaults';
import { serviceFaults } from './faultAnswers/serviceFaults';
import { spendFaults } from './faultAnswers/spendFaults';
import type { Fault, FaultKind } from './faults';
import { foreignReply } from './foreignReply';
import { rateLimitHeaders } from './rateLimitHeaders';
import { errorReply, type Headers, type Reply } from './reply';
import type { EmulatorState } from './state';

/** The whole answer of a fault, or `undefined` for one that only delays the answer or breaks a stream half-way. */
export function faultReply(state: EmulatorState, fault: Fault, request: FaultedRequest): Reply | undefined {
  const { kind, delayMs } = fault;
  if (kind === 'connection-reset') return fault.after === undefined ? { kind: 'reset', reason: kind, delayMs } : undefined;
  if (kind === 'stream-error' || kind === 'slow') return undefined;
  const made = answers[kind]({ ...request, state, ...(fault.retryAfterSeconds != null && { retryAfterSeconds: fault.retryAfterSeconds }) });
  const waits = waitHeaders(fault, made);
  if (made.from === 'elsewhere') return { ...foreignReply(made, waits), reason: kind, delayMs };
  const limits = fault.rateLimitHeaders === false ? {} : limitHeaders(state, made);
  return { ...errorReply(made.error, { requestId: request.requestId, headers: { ...limits, ...waits }, reason: kind }), delayMs };
}

const answers: Readonly<Record<Exclude<FaultKind, 'stream-error' | 'slow' | 'connection-reset'>, FaultAnswerer>> = {
  ...rateLimitFaults,
  ...spendFaults,
  ...credentialFaults,
  ...poolFaults,
  ...cloudFaults,
  ...gatewayFaults,
  ...serviceFaults,
};

function limitHeaders(state: EmulatorState, { buckets, limitHeaders: others }: FaultAnswer & { readonly from: 'api' }): Headers {
  const view = state.limits.workspace === undefined ? 'sum' : 'tightest';
  return { ...(buckets !== undefined && rateLimitHeaders(buckets, view)), ...others };
}

/** What the order says of the two headers goes before what the service is known to send. */
function waitHeaders({ retryAfterSeconds, shouldRetry }: Fault, answer: FaultAnswer): Headers {
  const seconds = retryAfterSeconds === undefined ? answer.retryAfterSeconds : retryAfterSeconds;
  const should = shouldRetry === undefined && answer.from === 'api' ? answer.shouldRetry : shouldRetry;
  return { ...(seconds != null && { 'retry-after': String(seconds) }), ...(should != null && { 'x-should-retry': String(should) }) };
}
