import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Headers } from './reply';
import type { Answered } from './answered';

/** One request that reached the emulator, without its key and its content. */
export interface RecordedRequest {
  /** When its body had arrived, in ms. */
  readonly time: number;
  readonly method: string;
  readonly path: string;
  /** The status answered; `null` when the connection was cut instead. */
  readonly status: number | null;
  readonly requestId: string;
  readonly model?: string;
  readonly streaming?: boolean;
  readonly maxTokens?: number;
  /** The first 16 digits of the body's SHA-256: requests with the same are one call, sent again. */
  readonly bodyHash: string;
  /** What failed, in a word: a fault's kind, an empty bucket, or the error's type. */
  readonly reason?: string;
  /** The `retry-after` answered, in seconds. */
  readonly retryAfterSeconds?: number;
  /** Request headers that tell who calls and how often it has tried. */
  readonly headers: Headers;
}

const kept = [
  'anthropic-beta',
  'anthropic-version',
  'content-type',
  'idempotency-key',
  'user-agent',
  'x-stainless-helper-method',
  'x-stainless-lang',
  'x-stainless-package-version',
  'x-stainless-retry-count',
  'x-stainless-timeout',
];

/** What is remembered of a request and its answer. */
export function recordOf(incoming: IncomingMessage, { reply, request, body, ...rest }: Answered & Pick<RecordedRequest, 'time' | 'path' | 'requestId'> & { readonly body: string }): RecordedRequest {
  const retryAfter = reply.kind === 'json' || reply.kind === 'text' ? reply.headers['retry-after'] : undefined;
  return {
    ...rest,
    bodyHash: createHash('sha256').update(body).digest('hex').slice(0, 16),
    method: incoming.method ?? 'GET',
    status: reply.kind === 'reset' ? null : reply.kind === 'stream' ? 200 : reply.status,
    ...(request === undefined ? {} : { model: request.model, streaming: request.streaming, maxTokens: request.maxTokens }),
    ...(reply.reason === undefined ? {} : { reason: reply.reason }),
    ...(retryAfter === undefined ? {} : { retryAfterSeconds: Number(retryAfter) }),
    headers: keptHeaders(incoming.headers),
  };
}

/** Never a header that can hold a key. */
function keptHeaders(headers: IncomingHttpHeaders): Headers {
  return Object.fromEntries(kept.flatMap((name) => (typeof headers[name] === 'string' ? [[name, headers[name]]] : [])));
}
