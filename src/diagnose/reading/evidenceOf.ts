import { readLimitHeaders } from '../../limits/headers';
import type { Evidence, Provider } from '../evidence';
import { namedLimit } from '../namedLimit';
import type { ErrorRecord } from './foldMarks';

/** What one error of a text tells. */
export function evidenceOf(record: ErrorRecord): Omit<Evidence, 'timeline' | 'history' | 'occurrences' | 'groups' | 'frames' | 'origin'> {
  const { type = record.cloud, code, message, requestId, host, path, gateway, library, inputTokens, headers } = record;
  const midStream = record.stream || (record.status === 200 && record.type !== undefined);
  const model = /model: (?:anthropic\.)?(claude-[\w.@:-]{1,60})/.exec(message ?? '')?.[1] ?? record.model;
  const limit = message === undefined ? undefined : namedLimit(message);
  const provider = providerOf(record);
  const date = Date.parse(headers.date ?? '');
  const { buckets, retryAfterSeconds, subscription } = readLimitHeaders((name) => headers[name], Number.isNaN(date) ? 0 : date, Object.keys(headers));
  const shouldRetry = headers['x-should-retry'];
  return {
    ...(record.status !== undefined && !midStream && { status: record.status }),
    ...(type !== undefined && { errorType: type }),
    ...(code !== undefined && { errorCode: code }),
    ...(message !== undefined && { message }),
    ...(requestId !== undefined && { requestId }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    ...(shouldRetry !== undefined && { shouldRetry: shouldRetry === 'true' }),
    ...(provider && { provider }),
    ...(host !== undefined && { host }),
    ...(model !== undefined && { model }),
    ...(path !== undefined && { path }),
    ...(gateway !== undefined && { gateway }),
    ...(library !== undefined && { library }),
    ...(limit && { limit }),
    ...(inputTokens !== undefined && { inputTokens }),
    ...(subscription && { subscription }),
    headers,
    headersShown: record.headersShown,
    buckets,
    midStream,
  };
}

function providerOf({ cloud, host, message, model, claude, foreign, headers, type, requestId }: ErrorRecord): Provider | undefined {
  if (foreign && model === undefined) return 'other';
  const place = `${host ?? ''} ${message ?? ''}`;
  const isClaude = claude || model !== undefined || /anthropic|claude/i.test(place);
  // Google's other services answer with the same code, and so do models of others.
  if (cloud === 'RESOURCE_EXHAUSTED' || place.includes('aiplatform.googleapis.com')) return isClaude || place.includes('aiplatform.googleapis.com') ? 'vertex' : 'other';
  if (cloud !== undefined || /bedrock|amazonaws\.com/.test(place) || /^(?:Too many (?:tokens|requests|connections)(?: per day)?, please wait|Model is getting throttled)/.test(message ?? '')) return 'bedrock';
  if (place.includes('.azure.com')) return 'foundry';
  const own = host === 'api.anthropic.com' || requestId !== undefined || type !== undefined || Object.keys(headers).some((name) => name.startsWith('anthropic-'));
  return own || isClaude ? 'anthropic' : undefined;
}
