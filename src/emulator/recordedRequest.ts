import type { IncomingHttpHeaders } from 'node:http';
import type { Headers } from './reply';

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

/** The headers that are kept; never one that can hold a key. */
export function keptHeaders(headers: IncomingHttpHeaders): Headers {
  return Object.fromEntries(kept.flatMap((name) => (typeof headers[name] === 'string' ? [[name, headers[name]]] : [])));
}
