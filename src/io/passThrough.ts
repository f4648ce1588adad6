import { request as requestHttp, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Transform, pipeline } from 'node:stream';
import { readLimitHeaders } from '../limits/headers';
import { modelName } from '../limits/modelName';
import type { Snapshot } from '../limits/snapshot';
import { listenOnLoopback } from './listenOnLoopback';

export interface PassThroughOptions {
  /** Port on 127.0.0.1; 0 takes any free one. */
  readonly port: number;
  /** Where requests go, from `resolveBaseUrl`. */
  readonly upstream: string;
  /** The machine's clock in ms. */
  readonly now: () => number;
  /** Gets what each answer to a message says of the limits. */
  readonly onReading: (reading: Snapshot) => void;
}

export interface PassThrough {
  /** For `ANTHROPIC_BASE_URL` of the program. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/**
 * Stands between a program and the Claude API on this machine: forwards every request as it came, streams the answer back
 * untouched, and reads nothing but the rate-limit headers, the status and the name of the model. It keeps no body and no key.
 * Rejects when the port is taken.
 */
export async function startPassThrough({ port, upstream, now, onReading }: PassThroughOptions): Promise<PassThrough> {
  return listenOnLoopback(port, (request, response) => {
    if (!isForLoopback(request)) refuse(response, 403, 'permission_error', 'The pass-through of Headroom answers programs on this machine only.');
    // `GET http://other/…`, as a proxy is asked, names a host of its own.
    else if (!request.url?.startsWith('/')) refuse(response, 400, 'invalid_request_error', 'The pass-through of Headroom is no proxy: it asks the Claude API only.');
    else forward({ request, response, upstream, onAnswer: (model, answer) => onReading(readingOf(model, answer, now())) });
  });
}

/**
 * A page of another site can make a browser ask this machine, under that site's name, which the `host` header then gives,
 * or under this machine's, and then `origin` gives the site's.
 */
function isForLoopback({ headers: { host = '', origin } }: IncomingMessage): boolean {
  return isLoopback(host) && (origin === undefined || isLoopback(origin.replace(/^https?:\/\//, '')));
}

function isLoopback(host: string): boolean {
  return /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/i.test(host);
}

interface Forwarding {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly upstream: string;
  readonly onAnswer: (model: string, answer: IncomingMessage) => void;
}

function forward({ request, response, upstream, onAnswer }: Forwarding): void {
  const base = new URL(upstream);
  const to = new URL(`${base.origin}${base.pathname.replace(/\/$/, '')}${request.url ?? '/'}`);
  const send = base.protocol === 'https:' ? requestHttps : requestHttp;
  const isMessage = request.method === 'POST' && /^\/v1\/messages(?:\?|$)/.test(request.url ?? '');
  const body = modelReader();
  const outgoing = send(to, { method: request.method, headers: { ...endToEnd(request.headers), host: base.host } }, (answer) => {
    if (isMessage) onAnswer(body.model(), answer);
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, endToEnd(answer.headers));
    response.flushHeaders();
    // Either side may leave in the middle: the other is ended then, which is all there is to do.
    pipeline(answer, response, () => undefined);
  });
  outgoing.on('error', () => {
    if (response.headersSent) response.destroy();
    else refuse(response, 502, 'api_error', 'The pass-through of Headroom could not reach the Claude API.');
  });
  response.on('close', () => outgoing.destroy());
  pipeline(request, body.stream, outgoing, () => undefined);
}

/** Headers that are about one connection alone: RFC 9110, section 7.6.1. */
const perConnection = new Set(['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade']);

function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !perConnection.has(name)));
}

/** Longer than the name of a model with its key. */
const overlap = 200;

/** Lets a body through and notes the model that it names. A quote within a text is escaped there, so that no prompt names one. */
function modelReader(): { readonly stream: Transform; readonly model: () => string } {
  let model: string | undefined;
  let end = '';
  const stream = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      if (model === undefined) {
        const text = end + chunk.toString('latin1');
        model = /"model"\s*:\s*"([\w.:@/-]{1,120})"/.exec(text)?.[1];
        end = model === undefined ? text.slice(-overlap) : '';
      }
      done(null, chunk);
    },
  });
  return { stream, model: () => modelName(model) };
}

function readingOf(model: string, { statusCode = 0, headers }: IncomingMessage, at: number): Snapshot {
  const header = (name: string) => {
    const value = headers[name];
    return Array.isArray(value) ? value[0] : value;
  };
  return { at, model, status: statusCode, source: 'pass-through', ...readLimitHeaders(header, at, Object.keys(headers)) };
}

/** An error as the Claude API words its own, which every SDK can read. */
function refuse(response: ServerResponse, status: number, type: string, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ type: 'error', error: { type, message } }));
}
