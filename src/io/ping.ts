import { readLimitHeaders } from '../limits/headers';
import type { PingResult } from '../limits/pingResult';
import { connect } from './connect';
import { pingFailure } from './pingFailure';

export interface PingRequest {
  readonly apiKey: string;
  /** `token` where it is one for `authorization: Bearer`. */
  readonly scheme?: 'key' | 'token';
  /** From `resolveBaseUrl`. */
  readonly baseUrl: string;
  readonly model: string;
  /** The machine's clock in ms. */
  readonly now: () => number;
  /** ms until the ping counts as offline. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

/**
 * Sends one test ping: the smallest request that shows the limits of a model. It is sent once, without a retry.
 * Never throws; whatever goes wrong becomes a result whose texts hold no key and no organization id.
 */
export async function ping({ apiKey, scheme = 'key', baseUrl, model, now, timeout = 20_000, signal }: PingRequest): Promise<PingResult> {
  try {
    const client = connect(scheme === 'key' ? { apiKey, authToken: null } : { apiKey: null, authToken: apiKey }, baseUrl);
    const { response, request_id: requestId } = await client.messages
      .create({ model, max_tokens: 1, messages: [{ role: 'user', content: 'Hi' }] }, { timeout, signal })
      .withResponse();
    const at = now();
    const limits = readLimitHeaders((name) => response.headers.get(name), at, response.headers.keys());
    return { kind: 'answered', at, snapshot: { at, model, status: response.status, ...limits }, ...(requestId && { requestId }) };
  } catch (error) {
    return pingFailure({ error, apiKey, model, at: now() });
  }
}
