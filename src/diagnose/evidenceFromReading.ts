import type { PingResult } from '../limits/pingResult';
import { type Evidence, noEvidence } from './evidence';
import { namedLimit } from './namedLimit';

/** What the last test ping tells, as evidence. */
export function evidenceFromReading(result: PingResult): Evidence {
  const failure = 'failure' in result ? result.failure : undefined;
  const snapshot = 'snapshot' in result ? result.snapshot : undefined;
  const status = failure?.status ?? snapshot?.status;
  const limit = failure && namedLimit(failure.message);
  return {
    ...noEvidence,
    origin: 'ping',
    ...(status !== undefined && { status }),
    ...(failure && { message: failure.message }),
    ...(failure?.type !== undefined && { errorType: failure.type }),
    ...(failure?.errorCode !== undefined && { errorCode: failure.errorCode }),
    ...(failure?.shouldRetry !== undefined && { shouldRetry: failure.shouldRetry }),
    ...('requestId' in result && result.requestId !== undefined && { requestId: result.requestId }),
    ...(snapshot?.retryAfterSeconds !== undefined && { retryAfterSeconds: snapshot.retryAfterSeconds }),
    ...(snapshot && { model: snapshot.model, buckets: snapshot.buckets, provider: 'anthropic' }),
    ...(limit && { limit }),
    headersShown: snapshot !== undefined,
    occurrences: failure ? 1 : 0,
  };
}
