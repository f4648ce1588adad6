import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { ApiCall } from './apiCall';
import type { Credential } from './faults';

/** A request that has arrived as a whole; its path without the query. */
export interface Arrived {
  readonly request: IncomingMessage;
  readonly path: string;
  /** `undefined` when it was larger than allowed. */
  readonly body: string | undefined;
}

/** What of a request decides on its answer. */
export function readCall({ request, path, body }: Arrived): ApiCall {
  const { headers, method = 'GET', url = '' } = request;
  const betas = [headers['anthropic-beta'] ?? ''].flat().flatMap((text) => text.split(','));
  return {
    method,
    path,
    query: new URLSearchParams(/\?(.*)$/.exec(url)?.[1]),
    body,
    credential: credentialOf(headers),
    isAdmin: /^(?:bearer )?sk-ant-admin/i.test(String(headers['x-api-key'] ?? headers.authorization)),
    betas: betas.map((name) => name.trim()).filter((name) => name !== ''),
    version: [headers['anthropic-version']].flat()[0],
  };
}

/**
 * Keys come in `x-api-key` or, as @anthropic-ai/sdk 1.13.0 sends them, as a bearer; tokens of a subscription begin with `sk-ant-oat`
 * (Claude Code's documentation). AWS signs requests in the same header.
 */
function credentialOf(headers: IncomingHttpHeaders): Credential | undefined {
  const bearer = /^(?:bearer|aws4-hmac-sha256) (?=\S)/i.exec(headers.authorization ?? '');
  if (!headers['x-api-key'] && bearer === null) return undefined;
  return headers.authorization?.slice(bearer?.[0].length).startsWith('sk-ant-oat') === true ? 'token' : 'key';
}
