import { errorBody, type ApiError } from './apiError';
import type { StreamEvent } from './streamEvents';

export type Headers = Readonly<Record<string, string>>;

/** What the HTTP face is to send; decided before anything is sent. */
export type Reply = { readonly delayMs?: number; /** Why the request failed, in a word, for the log. */ readonly reason?: string; /** Something else than the Claude API answers: a cloud, a gateway. */ readonly isForeign?: boolean } & (
  | { readonly kind: 'json'; readonly status: number; readonly headers: Headers; readonly body: unknown }
  | { readonly kind: 'text'; readonly status: number; readonly headers: Headers; readonly text: string }
  | { readonly kind: 'stream'; readonly headers: Headers; readonly events: readonly StreamEvent[]; readonly end: 'finish' | 'reset'; readonly onOutput: (tokens: number) => void }
  | { readonly kind: 'reset' }
);

/** An error response. */
export function errorReply(error: ApiError, answer: { readonly requestId: string; readonly headers?: Headers; readonly reason?: string }): Reply {
  return { kind: 'json', status: error.status, headers: answer.headers ?? {}, body: errorBody(error, answer.requestId), reason: answer.reason ?? error.type };
}
