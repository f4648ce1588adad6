import type { RecordedRequest } from './recordedRequest';

/** One line about a request for a terminal: time of day in UTC, method, path, status, what failed, who tried again. */
export function describeRequest(request: RecordedRequest): string {
  const retry = Number(request.headers['x-stainless-retry-count'] ?? 0);
  const parts = [
    new Date(request.time).toISOString().slice(11, 23),
    request.method.padEnd(4),
    request.path,
    request.status === null ? 'cut' : String(request.status),
    request.reason,
    request.retryAfterSeconds === undefined ? undefined : `retry-after ${request.retryAfterSeconds} s`,
    request.model,
    request.streaming === true ? 'stream' : undefined,
    retry > 0 ? `SDK retry ${retry}` : undefined,
  ];
  return parts.filter((part) => part !== undefined).join('  ');
}
