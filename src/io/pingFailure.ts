import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from '@anthropic-ai/sdk';
import { readLimitHeaders } from '../limits/headers';
import type { ApiFailure, PingResult } from '../limits/pingResult';
import { redact } from '../diagnose/redact';

export interface FailedPing {
  readonly error: unknown;
  /** Removed from every text. */
  readonly apiKey: string;
  readonly model: string;
  /** When it failed, in ms. */
  readonly at: number;
}

/** Turns what the SDK threw into a plain result, without the key and without ids of the organization. */
export function pingFailure({ error, apiKey, model, at }: FailedPing): PingResult {
  if (error instanceof APIConnectionError) return { kind: 'offline', at, failure: { message: unreachable(error) }, ...(unconnected.includes(systemCode(error) ?? '') && { unsent: true }) };
  if (error instanceof APIUserAbortError) return { kind: 'failed', at, failure: { message: 'The ping was stopped.' } };
  if (!isApiError(error)) return { kind: 'failed', at, failure: { message: redact(String(error), [apiKey]) } };

  const header = headerOf(error);
  const failure = failureOf(error, apiKey);
  const base = { at, failure, ...(error.requestID && { requestId: error.requestID }) };
  switch (failure.status) {
    case 401:
      return { kind: 'unauthorized', ...base };
    case 429:
      return { kind: 'limited', ...base, snapshot: { at, model, status: 429, ...readLimitHeaders(header, at, error.headers?.keys()) } };
    case 529:
      return { kind: 'overloaded', ...base };
    default:
      return { kind: 'failed', ...base };
  }
}

/** `instanceof` alone would leave the class's type parameters unchecked. */
function isApiError(error: unknown): error is APIError {
  return error instanceof APIError;
}

function failureOf(error: APIError, apiKey: string): ApiFailure {
  const shouldRetry = headerOf(error)('x-should-retry');
  return {
    ...(error.status !== undefined && { status: error.status }),
    ...(error.type && { type: redact(error.type, [apiKey]) }),
    ...(error.errorCode && { errorCode: redact(error.errorCode, [apiKey]) }),
    message: redact(error.apiMessage ?? 'The answer had no error message.', [apiKey]).slice(0, longestMessage),
    ...((shouldRetry === 'true' || shouldRetry === 'false') && { shouldRetry: shouldRetry === 'true' }),
  };
}

/** The longest known text of the API has 600 characters; a gateway may send a whole page. */
const longestMessage = 1000;

function headerOf(error: APIError): (name: string) => string | null | undefined {
  return (name) => error.headers?.get(name);
}

/** The system's own code (ENOTFOUND, ECONNREFUSED ...) tells more than "Connection error.", and names no address. */
function unreachable(error: APIConnectionError): string {
  if (error instanceof APIConnectionTimeoutError) return 'No answer in time.';
  const code = systemCode(error);
  return code === undefined ? 'No connection.' : `No connection (${code}).`;
}

/** Codes of a connection that was never there. */
const unconnected: readonly string[] = ['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN', 'EHOSTDOWN', 'EADDRNOTAVAIL', 'UND_ERR_CONNECT_TIMEOUT'];

function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return systemCode(error.cause);
}
