/** The ways a request can be made to fail. */
export const faultKinds = [
  'requests-limit',
  'input-tokens-limit',
  'output-tokens-limit',
  'acceleration-limit',
  'connections-limit',
  'spend-limit',
  'long-context',
  'overloaded',
  'api-error',
  'timeout',
  'credit-balance',
  'authentication',
  'stream-error',
  'slow',
  'connection-reset',
] as const;

export type FaultKind = (typeof faultKinds)[number];

/** Where a stream breaks: before its first event, after `message_start`, or after so many text deltas. */
export type StreamPoint = 'nothing' | 'message_start' | number;

/** A fault on order; plain JSON. What is left out takes the value that the real API is known to send. */
export interface Fault {
  readonly kind: FaultKind;
  /** How many requests it hits; every request until told otherwise when left out. */
  readonly times?: number;
  /** The path it hits, `/v1/messages` when left out, `*` for every path of the API. */
  readonly path?: string;
  /** Seconds of the `retry-after` header; `null` sends none. */
  readonly retryAfterSeconds?: number | null;
  /** `false` leaves all `anthropic-ratelimit-*` headers out. */
  readonly rateLimitHeaders?: boolean;
  /** Value of the `x-should-retry` header; `null` sends none. */
  readonly shouldRetry?: boolean | null;
  /** Milliseconds before the answer starts. */
  readonly delayMs?: number;
  /** For `stream-error` and `connection-reset`: where the stream breaks. */
  readonly after?: StreamPoint;
  /** For `stream-error`: the type of the error event, `overloaded_error` when left out. */
  readonly errorType?: string;
}

/** What a fault needs to know of a request to tell whether it is meant. */
export interface FaultTarget {
  readonly path: string;
  readonly streaming: boolean;
}

/** The fault that hits this request, if any, and the faults that are left after it. The first one that fits is taken. */
export function takeFault(faults: readonly Fault[], target: FaultTarget): { readonly fault?: Fault; readonly left: readonly Fault[] } {
  const index = faults.findIndex((fault) => hits(fault, target));
  const fault = faults[index];
  if (fault === undefined) return { left: faults };
  if (fault.times === undefined) return { fault, left: faults };
  return { fault, left: faults.with(index, { ...fault, times: fault.times - 1 }) };
}

/** A fault inside a stream waits for a streaming request: there is nothing to break in another. */
function hits(fault: Fault, target: FaultTarget): boolean {
  if (fault.times !== undefined && fault.times <= 0) return false;
  if (fault.path !== '*' && (fault.path ?? '/v1/messages') !== target.path) return false;
  const insideStream = fault.kind === 'stream-error' || (fault.kind === 'connection-reset' && fault.after !== undefined);
  return target.streaming || !insideStream;
}
