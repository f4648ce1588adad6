import { invalidRequest, type ApiError } from './apiError';
import { isObject } from './json';
import { prefixedId } from './ids';

/** A batch that was taken and never ends: enough to see how a program behaves when its batch is accepted or refused. */
export interface Batch {
  readonly id: string;
  readonly body: unknown;
}

const dayMs = 24 * 60 * 60 * 1000;
/** Requests in one batch (rate limits page of the API's documentation). */
const maxRequests = 100_000;

/** Answers the creation of a batch; `now` in ms. */
export function createBatch(body: unknown, context: { readonly now: number; readonly random: () => number }): Batch | ApiError {
  const requests: unknown = isObject(body) ? body.requests : undefined;
  if (!Array.isArray(requests) || requests.length === 0) return invalidRequest('requests: at least one request is required');
  if (requests.length > maxRequests) return invalidRequest(`requests: at most ${maxRequests} requests are allowed`);
  if (!requests.every((request) => isObject(request) && typeof request.custom_id === 'string' && isObject(request.params))) {
    return invalidRequest('requests: every request needs custom_id and params');
  }
  const id = prefixedId('msgbatch', context.random);
  return {
    id,
    body: {
      id,
      type: 'message_batch',
      processing_status: 'in_progress',
      request_counts: { processing: requests.length, succeeded: 0, errored: 0, canceled: 0, expired: 0 },
      created_at: new Date(context.now).toISOString(),
      expires_at: new Date(context.now + dayMs).toISOString(),
      ended_at: null,
      archived_at: null,
      cancel_initiated_at: null,
      results_url: null,
    },
  };
}
