import { connectionsError, accelerationError, fastModeError, rateLimitError } from './limitErrors';
import type { Fault } from './faults';
import { faultReply } from './faultReply';
import { answer, messageBody } from './message';
import type { MessageRequest } from './messageRequest';
import { cacheUse, rememberPrefixes } from './promptCache';
import { poolHeaders } from './poolHeaders';
import { rateLimitHeaders } from './rateLimitHeaders';
import { errorReply, type Headers, type Reply } from './reply';
import { admitTo, admitToRamp, readPool, spend, type EmulatorState } from './state';
import { brokenEvents, streamEvents } from './streamEvents';
import { estimatedInputTokens, inputTokens } from './tokens';

/** What one exchange needs besides the request. */
export interface Exchange {
  readonly requestId: string;
  readonly now: () => number;
  readonly random: () => number;
  /** Output tokens of an answer, before `max_tokens` cuts it; one sentence when left out. */
  readonly answerTokens?: number;
  /** The fault that hits this request. */
  readonly fault?: Fault;
}

/** Answers `POST /v1/messages`: the fault first, then the limits, then a message. */
export function respondToMessage(state: EmulatorState, request: MessageRequest, exchange: Exchange): Reply {
  const { fault, requestId } = exchange;
  const failed = fault === undefined ? undefined : faultReply(state, fault, { model: request.model, requestId, now: exchange.now() });
  return failed ?? refusal(state, request, exchange) ?? { ...success(state, request, exchange), delayMs: fault?.delayMs, ...(fault === undefined ? {} : { reason: fault.kind }) };
}

/** The 429 of a limit that is really used up. A refused request takes nothing from any limit. */
function refusal(state: EmulatorState, request: MessageRequest, { requestId, now: clock }: Exchange): Reply | undefined {
  const now = clock();
  const pool = poolOf(request);
  const owner = { organizationId: state.organizationId, model: request.model };
  if (state.limits.concurrent !== undefined && state.inFlight > state.limits.concurrent) {
    return errorReply(connectionsError(), { requestId, headers: bucketHeaders(state, request, now), reason: 'connections-limit' });
  }
  const needed = { inputTokens: estimatedInputTokens(request.body) - cacheUse(state.cache, request.body, now).read, now };
  const admission = admitTo(state, pool, needed);
  if (!admission.admitted) {
    const { dimension, waitMs } = admission;
    const limit = readPool(state, pool, now)[dimension].limit;
    const headers = { ...bucketHeaders(state, request, now), ...retryAfter(waitMs), 'x-should-retry': 'true' };
    const [error, reason] = pool.speed === undefined ? [rateLimitError(owner, dimension, limit), reasons[dimension]] : [fastModeError(owner, dimension, limit), 'fast-mode-limit'];
    return errorReply(error, { requestId, headers, reason });
  }
  const ramp = pool.speed === undefined ? admitToRamp(state, request.model, needed) : undefined;
  if (ramp === undefined || ramp.fits) return undefined;
  spend(state, pool, { dimension: 'inputTokens', tokens: -needed.inputTokens, now });
  spend(state, pool, { dimension: 'requests', tokens: -1, now });
  return errorReply(accelerationError(owner, ramp), { requestId, headers: { ...bucketHeaders(state, request, now), ...retryAfter(ramp.waitMs) }, reason: 'acceleration-limit' });
}

const reasons = { requests: 'requests-limit', inputTokens: 'input-tokens-limit', outputTokens: 'output-tokens-limit' } as const;

function success(state: EmulatorState, request: MessageRequest, exchange: Exchange): Reply {
  const pool = poolOf(request);
  const real = inputTokens(request.body);
  const cache = cacheUse(state.cache, request.body, exchange.now());
  rememberPrefixes(state.cache, cache, exchange.now());
  const made = answer(request, { inputTokens: real - cache.read - cache.created, cache, length: exchange.answerTokens, random: exchange.random });
  // The estimate left out what is read from the cache, as the count does: both tell the same part.
  const correction = real - estimatedInputTokens(request.body);
  const produce = (tokens: number) => spend(state, pool, { dimension: 'outputTokens', tokens, now: exchange.now() });
  if (request.streaming) {
    const headers = answerHeaders(state, request, exchange);
    spend(state, pool, { dimension: 'inputTokens', tokens: correction, now: exchange.now() });
    return { kind: 'stream', headers, ...streamPlan(streamEvents(made), exchange.fault), onOutput: produce };
  }
  spend(state, pool, { dimension: 'inputTokens', tokens: correction, now: exchange.now() });
  produce(made.pieces.length);
  return { kind: 'json', status: 200, headers: answerHeaders(state, request, exchange), body: messageBody(made) };
}

function streamPlan(events: ReturnType<typeof streamEvents>, fault: Fault | undefined) {
  if (fault === undefined || fault.kind === 'slow') return { events, end: 'finish' as const };
  return { events: brokenEvents(events, fault), end: fault.kind === 'connection-reset' ? ('reset' as const) : ('finish' as const) };
}

function answerHeaders(state: EmulatorState, request: MessageRequest, { fault, now }: Exchange): Headers {
  return fault?.rateLimitHeaders === false ? {} : bucketHeaders(state, request, now());
}

/** Fast mode draws from limits of its own, and shows them beside the regular ones (fast mode page of the API's documentation). */
function poolOf({ model, body }: MessageRequest): { readonly model: string; readonly speed?: 'fast' } {
  return body.speed === 'fast' ? { model, speed: 'fast' } : { model };
}

function bucketHeaders(state: EmulatorState, request: MessageRequest, now: number): Headers {
  const regular = rateLimitHeaders(readPool(state, { model: request.model }, now), state.limits.workspace === undefined ? 'sum' : 'tightest');
  const pool = poolOf(request);
  return pool.speed === undefined ? regular : { ...regular, ...poolHeaders(pool.speed, readPool(state, pool, now)) };
}

/** Whole seconds, rounded up: a request that waits as told is never too early. */
function retryAfter(waitMs: number): Headers {
  return { 'retry-after': String(Math.max(1, Math.ceil(waitMs / 1000))) };
}
