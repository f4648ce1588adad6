import { invalidRequest, notFound, type ApiError } from './apiError';
import type { Answered } from './answered';
import type { ApiCall } from './apiCall';
import { createBatch } from './batches';
import { cloudCallOf } from './clouds/cloudCallOf';
import { cloudReply } from './clouds/cloudReply';
import { takeFault, type FaultTarget } from './faults';
import { faultReply } from './faultReply';
import { parseJson } from './json';
import { rateLimitError } from './limitErrors';
import { readMessageRequest, type MessageRequest } from './messageRequest';
import { findModel, modelList } from './models';
import { respondToOrganization } from './organization';
import { errorReply, type Headers, type Reply } from './reply';
import { respondToMessage, type Exchange } from './respondToMessage';
import { admitTo, type EmulatorState } from './state';
import { inputTokens } from './tokens';

type Route = 'messages' | 'count_tokens' | 'batches' | 'batch' | 'models' | 'model' | 'organization';

const reading: ReadonlySet<Route> = new Set(['batch', 'models', 'model', 'organization']);
/** No limit of these is known. */
const unlimited: ReadonlySet<Route> = new Set(['models', 'model', 'organization']);

const versions = ['2023-01-01', '2023-06-01', '2026-10-21'];

/** Answers one request the way the API does: path, credential, version, body, then faults, limits and the answer itself. */
export function respond(state: EmulatorState, asked: ApiCall, exchange: Exchange): Answered {
  const cloud = cloudCallOf(asked);
  const answered = respondAsApi(state, cloud?.call ?? asked, exchange);
  return cloud === undefined ? answered : { ...answered, reply: cloudReply(cloud.provider, answered, exchange.requestId) };
}

function respondAsApi(state: EmulatorState, call: ApiCall, exchange: Exchange): Answered {
  const refuse = (error: ApiError): Answered => ({ reply: errorReply(error, { requestId: exchange.requestId }) });
  const route = routeOf(call.path);
  if (route === undefined) return refuse(notFound(call.path === '/v1/complete' ? completionsAreGone : 'Not found'));
  if (call.method !== (reading.has(route) ? 'GET' : 'POST')) {
    return refuse({ status: 405, type: 'invalid_request_error', message: 'Method Not Allowed' });
  }
  if (call.credential === undefined) return refuse({ status: 401, type: 'authentication_error', message: 'x-api-key header is required' });
  if (call.version === undefined) return refuse(invalidRequest('anthropic-version: header is required'));
  if (!versions.includes(call.version)) return refuse(invalidRequest(`anthropic-version: "${call.version}" is not a valid version`));
  if (call.body === undefined) return refuse({ status: 413, type: 'request_too_large', message: 'Request exceeds the maximum size' });
  const json = call.method === 'POST' ? parseJson(call.body) : {};
  if (json === undefined) return refuse(invalidRequest('The request body is not valid JSON.'));
  if (route !== 'messages' && route !== 'count_tokens') return { reply: elsewhere(state, { route, call, json }, exchange) };
  const request = readMessageRequest(json, { version: call.version, counting: route === 'count_tokens' });
  if ('status' in request) return refuse(request);
  if (route === 'count_tokens') return { request, reply: elsewhere(state, { route, call, json, request }, exchange) };
  const { fault, left } = takeFault(state.faults, { path: call.path, streaming: request.streaming, now: exchange.now(), ...marksOf(call, request) });
  state.faults = left;
  return { request, reply: respondToMessage(state, request, { ...exchange, fault }) };
}

/** What faults may be bound to. */
function marksOf({ betas, credential }: ApiCall, request: MessageRequest | undefined): Partial<FaultTarget> {
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return { betas, credential, model: request?.model, speed: text(request?.body.speed), serviceTier: text(request?.body.service_tier) ?? 'auto' };
}

const completionsAreGone = 'The Text Completions API is deprecated and this emulator does not have it. Use POST /v1/messages.';

interface Elsewhere {
  readonly route: Exclude<Route, 'messages'>;
  readonly call: ApiCall;
  readonly json: unknown;
  readonly request?: MessageRequest;
}

/** Every endpoint but Messages: faults, then the endpoint's own limit of requests. */
function elsewhere(state: EmulatorState, asked: Elsewhere, exchange: Exchange): Reply {
  const { requestId, random } = exchange;
  const now = exchange.now();
  const { fault, left } = takeFault(state.faults, { path: asked.call.path, streaming: false, now, ...marksOf(asked.call, asked.request) });
  state.faults = left;
  const model = asked.request?.model ?? '';
  const failed = fault === undefined ? undefined : faultReply(state, fault, { model, requestId, now });
  return failed ?? tooMany(state, asked, { model, requestId, now }) ?? { ...result(state, asked, { requestId, random, now }), delayMs: fault?.delayMs };
}

/** No capture shows rate-limit headers on these endpoints, so a 429 carries `retry-after` only. */
function tooMany(state: EmulatorState, { route }: Elsewhere, context: { readonly model: string; readonly requestId: string; readonly now: number }): Reply | undefined {
  if (unlimited.has(route)) return undefined;
  const endpoint = route === 'count_tokens' ? 'count_tokens' : 'batches';
  const admission = admitTo(state, { endpoint }, { inputTokens: 0, now: context.now });
  if (admission.admitted) return undefined;
  const limit = endpoint === 'count_tokens' ? state.limits.countTokensRpm : state.limits.batchesRpm;
  const headers: Headers = { 'retry-after': String(Math.ceil(admission.waitMs / 1000)), 'x-should-retry': 'true' };
  return errorReply(rateLimitError({ organizationId: state.organizationId, model: context.model }, 'requests', limit), { requestId: context.requestId, headers, reason: 'requests-limit' });
}

function result(state: EmulatorState, { route, call, json, request }: Elsewhere, context: { readonly requestId: string; readonly random: () => number; readonly now: number }): Reply {
  const id = call.path.slice(call.path.lastIndexOf('/') + 1);
  switch (route) {
    case 'models':
      return ok(modelList());
    case 'model': {
      const model = findModel(id);
      return model === undefined ? errorReply(notFound(`model: ${id}`), context) : ok(model);
    }
    case 'batch': {
      const batch = state.batches.get(id);
      return batch === undefined ? errorReply(notFound('Not found'), context) : ok(batch);
    }
    case 'batches': {
      const batch = createBatch(json, context);
      if ('status' in batch) return errorReply(batch, context);
      state.batches.set(batch.id, batch.body);
      return ok(batch.body);
    }
    case 'organization':
      return respondToOrganization(state, { ...call, requestId: context.requestId });
    case 'count_tokens':
      return ok({ input_tokens: inputTokens(request?.body ?? {}) });
  }
}

function ok(body: unknown): Reply {
  return { kind: 'json', status: 200, headers: {}, body };
}

function routeOf(path: string): Route | undefined {
  if (path === '/v1/messages') return 'messages';
  if (path === '/v1/messages/count_tokens') return 'count_tokens';
  if (path === '/v1/messages/batches') return 'batches';
  if (path === '/v1/models') return 'models';
  if (/^\/v1\/messages\/batches\/[^/]+$/.test(path)) return 'batch';
  if (/^\/v1\/models\/[^/]+$/.test(path)) return 'model';
  if (path.startsWith('/v1/organizations/')) return 'organization';
  return undefined;
}
