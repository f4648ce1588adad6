import type { Credential } from './faults';

/** A request to the API, read to its end. */
export interface ApiCall {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** `undefined` without any. */
  readonly credential: Credential | undefined;
  /** The credential is an admin key. */
  readonly isAdmin: boolean;
  /** Names in the `anthropic-beta` header. */
  readonly betas: readonly string[];
  readonly version: string | undefined;
  /** `undefined` when it was larger than allowed. */
  readonly body: string | undefined;
}
