/** The ways a request can be made to fail. */
export const faultKinds = [
  'requests-limit',
  'input-tokens-limit',
  'output-tokens-limit',
  'burst-limit',
  'never-fits',
  'daily-tokens-limit',
  'acceleration-limit',
  'connections-limit',
  'batch-queue',
  'spend-limit',
  'contract-spend-limit',
  'self-set-spend-limit',
  'workspace-spend-limit',
  'claude-code-spend-limit',
  'linked-spend-limit',
  'credit-balance',
  'billing',
  'subscription-five-hour',
  'subscription-seven-day',
  'entitlement-gate',
  'long-context',
  'fast-mode-limit',
  'priority-limit',
  'bedrock-requests',
  'bedrock-tokens',
  'vertex-requests',
  'vertex-tokens',
  'gateway-nginx',
  'gateway-litellm',
  'gateway-cloudflare',
  'overloaded',
  'api-error',
  'timeout',
  'authentication',
  'stream-error',
  'slow',
  'connection-reset',
] as const;

export type FaultKind = (typeof faultKinds)[number];

/** Where a stream breaks: before its first event, after `message_start`, or after so many text deltas. */
export type StreamPoint = 'nothing' | 'message_start' | number;

/** What a request was authorized with: an API key, or the access token of a subscription. */
export type Credential = 'key' | 'token';

/** A fault on order; plain JSON. What is left out takes the value that the real API is known to send. */
export interface Fault {
  readonly kind: FaultKind;
  /** How many requests it hits; every request until told otherwise when left out. */
  readonly times?: number;
  /** The path it hits, `*` for every path of the API; when left out `/v1/messages`, and that of batches for `batch-queue`. The paths of Bedrock and Vertex count as `/v1/messages`. */
  readonly path?: string;
  /** Hits only requests to this model. */
  readonly model?: string;
  /** Hits only requests whose `anthropic-beta` header names a beta that begins so. */
  readonly beta?: string;
  /** Hits only requests of this `speed`. */
  readonly speed?: string;
  /** Hits only requests of this `service_tier`; one that names none is `auto`. */
  readonly serviceTier?: string;
  /** Hits only requests that came with an API key, or only those with an access token. */
  readonly credential?: Credential;
  /** RFC 3339 time from which on it hits no more. */
  readonly until?: string;
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
  readonly model?: string;
  /** Names in its `anthropic-beta` header. */
  readonly betas?: readonly string[];
  readonly speed?: string;
  readonly serviceTier?: string;
  readonly credential?: Credential;
  /** ms */
  readonly now?: number;
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
  if (fault.path !== '*' && pathOf(fault) !== target.path) return false;
  if (fault.until !== undefined && target.now !== undefined && target.now >= Date.parse(fault.until)) return false;
  if (fault.beta !== undefined && !(target.betas ?? []).some((name) => name.startsWith(fault.beta ?? ''))) return false;
  if (conditions.some((name) => fault[name] !== undefined && fault[name] !== target[name])) return false;
  const insideStream = fault.kind === 'stream-error' || (fault.kind === 'connection-reset' && fault.after !== undefined);
  return target.streaming || !insideStream;
}

const conditions = ['model', 'speed', 'serviceTier', 'credential'] as const;

function pathOf({ kind, path }: Fault): string {
  return path ?? (kind === 'batch-queue' ? '/v1/messages/batches' : '/v1/messages');
}
