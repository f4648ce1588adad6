import type { Snapshot } from './snapshot';

/** What the Claude API says went wrong. No key, token or organization id is in any of its texts. */
export interface ApiFailure {
  /** HTTP status. Absent when the failure has none. */
  readonly status?: number;
  /** `error.type` of the body, for example `rate_limit_error`. */
  readonly type?: string;
  /** `error.details.error_code` of the body, for example `enforced_spend_limit_reached`. */
  readonly errorCode?: string;
  readonly message: string;
  /** The undocumented `x-should-retry` header, which the SDKs obey before anything else. */
  readonly shouldRetry?: boolean;
}

/** How one test ping ended. Plain JSON. */
export type PingResult =
  /** The API answered; the snapshot may hold no bucket at all. */
  | { readonly kind: 'answered'; readonly at: number; readonly snapshot: Snapshot; readonly requestId?: string }
  /** 429. */
  | { readonly kind: 'limited'; readonly at: number; readonly snapshot: Snapshot; readonly failure: ApiFailure; readonly requestId?: string }
  /** 401: the key is not accepted. */
  | { readonly kind: 'unauthorized'; readonly at: number; readonly failure: ApiFailure; readonly requestId?: string }
  /** 529: the API itself is overloaded. */
  | { readonly kind: 'overloaded'; readonly at: number; readonly failure: ApiFailure; readonly requestId?: string }
  /** No answer: no network, no such host, connection reset, or a timeout. */
  | { readonly kind: 'offline'; readonly at: number; readonly failure: ApiFailure; /** No connection was made, so that the API got nothing. */ readonly unsent?: true }
  /** Any other answer. */
  | { readonly kind: 'failed'; readonly at: number; readonly failure: ApiFailure; readonly requestId?: string };
