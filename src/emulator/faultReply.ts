import type { ApiError } from './apiError';
import type { Dimension } from './buckets';
import type { Fault, FaultKind } from './faults';
import { accelerationError, connectionsError, longContextError, rateLimitError, spendLimitError } from './limitErrors';
import { effectiveLimits } from './limits';
import { rateLimitHeaders } from './rateLimitHeaders';
import { errorReply, type Headers, type Reply } from './reply';
import { readPool, type EmulatorState } from './state';

/** The request a fault hits. */
export interface FaultedRequest {
  readonly model: string;
  readonly requestId: string;
  readonly now: number;
}

/** The whole answer of a fault, or `undefined` for one that only delays the answer or breaks a stream half-way. */
export function faultReply(state: EmulatorState, fault: Fault, request: FaultedRequest): Reply | undefined {
  if (fault.kind === 'connection-reset') return fault.after === undefined ? { kind: 'reset', reason: fault.kind, delayMs: fault.delayMs } : undefined;
  const error = faultError(state, fault.kind, request);
  if (error === undefined) return undefined;
  const headers = { ...bucketHeaders(state, fault, { error, request }), ...retryHeaders(fault) };
  return { ...errorReply(error, { requestId: request.requestId, headers, reason: fault.kind }), delayMs: fault.delayMs };
}

const emptied: Partial<Record<FaultKind, Dimension>> = {
  'requests-limit': 'requests',
  'input-tokens-limit': 'inputTokens',
  'output-tokens-limit': 'outputTokens',
};

function faultError(state: EmulatorState, kind: FaultKind, request: FaultedRequest): ApiError | undefined {
  const owner = { organizationId: state.organizationId, model: request.model };
  const limits = effectiveLimits(state.limits);
  switch (kind) {
    case 'requests-limit':
      return rateLimitError(owner, 'requests', limits.rpm);
    case 'input-tokens-limit':
      return rateLimitError(owner, 'inputTokens', limits.itpm);
    case 'output-tokens-limit':
      return rateLimitError(owner, 'outputTokens', limits.otpm);
    case 'acceleration-limit':
      return accelerationError(owner, { current: 58_276, next: 68_276 });
    case 'connections-limit':
      return connectionsError();
    case 'spend-limit':
      return spendLimitError(request.now);
    case 'long-context':
      return longContextError();
    case 'overloaded':
      return { status: 529, type: 'overloaded_error', message: 'Overloaded' };
    case 'api-error':
      return { status: 500, type: 'api_error', message: 'Internal server error' };
    case 'timeout':
      return { status: 504, type: 'timeout_error', message: 'Request timed out' };
    case 'credit-balance':
      return { status: 400, type: 'invalid_request_error', message: 'Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.' };
    case 'authentication':
      return { status: 401, type: 'authentication_error', message: 'invalid x-api-key' };
    case 'stream-error':
    case 'slow':
    case 'connection-reset':
      return undefined;
  }
}

/** A 429 carries the buckets' state unless told otherwise; an empty bucket needs a minute to fill, whatever `retry-after` says. */
function bucketHeaders(state: EmulatorState, fault: Fault, { error, request }: { readonly error: ApiError; readonly request: FaultedRequest }): Headers {
  if (error.status !== 429 || fault.rateLimitHeaders === false) return {};
  const readings = readPool(state, { model: request.model }, request.now);
  const dimension = emptied[fault.kind];
  const fullAt = request.now + Math.max(60, fault.retryAfterSeconds ?? 0) * 1000;
  const shown = dimension === undefined ? readings : { ...readings, [dimension]: { ...readings[dimension], remaining: 0, fullAt } };
  return rateLimitHeaders(shown, state.limits.workspace === undefined ? 'sum' : 'tightest');
}

/** A captured plain 429 had both headers; a spend cap has no `retry-after` (rate limits page of the API's documentation). */
function retryHeaders(fault: Fault): Headers {
  const plain = emptied[fault.kind] !== undefined;
  const seconds = fault.retryAfterSeconds === undefined ? (plain || fault.kind === 'acceleration-limit' ? 1 : null) : fault.retryAfterSeconds;
  const should = fault.shouldRetry === undefined ? (plain ? true : null) : fault.shouldRetry;
  return { ...(seconds === null ? {} : { 'retry-after': String(seconds) }), ...(should === null ? {} : { 'x-should-retry': String(should) }) };
}
