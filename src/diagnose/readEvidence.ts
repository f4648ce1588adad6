import { readLimitHeaders } from '../limits/headers';
import { type ErrorGroup, type Evidence, noEvidence, type Provider } from './evidence';
import { namedLimit } from './namedLimit';
import { cleanText } from './reading/cleanText';
import { findFrames } from './reading/findFrames';
import { findMarks } from './reading/findMarks';
import { type ErrorRecord, foldMarks } from './reading/foldMarks';

/**
 * Reads the errors in any text: an exception as an SDK prints it, a JSON body, curl's output, a stream, a log.
 * The newest error that tells something decides; the others are counted. Never throws, and takes time linear in the text,
 * of which only the last 4 MB are read.
 */
export function readEvidence(raw: string): Evidence {
  const { text, cut } = cleanText(raw);
  const records = foldMarks(text, findMarks(text));
  const found = records.findLast(tells) ?? records.at(-1);
  const base: Evidence = { ...noEvidence, ...(cut && { cut }) };
  if (!found) return base;
  return { ...base, ...evidenceOf(found), occurrences: records.length, groups: groupsOf(records), frames: findFrames(text) };
}

function tells({ type, code, message, cloud, headers }: ErrorRecord): boolean {
  return [type, code, message, cloud].some((value) => value !== undefined) || Object.keys(headers).length > 0;
}

function evidenceOf(record: ErrorRecord): Partial<Evidence> {
  const { type, code, message, requestId, host, headers } = record;
  const midStream = record.stream || (record.status === 200 && type !== undefined);
  const model = /model: (?:anthropic\.)?(claude-[\w.@:-]{1,60})/.exec(message ?? '')?.[1] ?? record.model;
  const limit = message === undefined ? undefined : namedLimit(message);
  const provider = providerOf(record);
  const date = Date.parse(headers.date ?? '');
  const { buckets, retryAfterSeconds } = readLimitHeaders((name) => headers[name], Number.isNaN(date) ? 0 : date);
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
    ...(limit && { limit }),
    headers,
    headersShown: record.headersShown,
    buckets,
    midStream,
  };
}

function providerOf({ cloud, host, message, model, foreign, headers, type, requestId }: ErrorRecord): Provider | undefined {
  if (foreign && !model) return 'other';
  const place = `${host ?? ''} ${message ?? ''}`;
  if (cloud === 'RESOURCE_EXHAUSTED' || place.includes('aiplatform.googleapis.com')) return 'vertex';
  if (cloud !== undefined || /bedrock|amazonaws\.com/.test(place) || /^Too many (?:tokens|requests), please wait/.test(message ?? '')) return 'bedrock';
  if (place.includes('.azure.com')) return 'foundry';
  const own = host === 'api.anthropic.com' || requestId !== undefined || type !== undefined || Object.keys(headers).some((name) => name.startsWith('anthropic-'));
  return own ? 'anthropic' : undefined;
}

function groupsOf(records: readonly ErrorRecord[]): readonly ErrorGroup[] {
  const groups = new Map<string, ErrorGroup>();
  for (const { status, type, code, message } of records) {
    const key = [status, type, code, message?.slice(0, 160).replace(/\d+/g, '#')].join('|');
    const count = (groups.get(key)?.count ?? 0) + 1;
    groups.delete(key);
    groups.set(key, {
      ...(status !== undefined && { status }),
      ...(type !== undefined && { errorType: type }),
      ...(code !== undefined && { errorCode: code }),
      ...(message !== undefined && { message }),
      count,
    });
  }
  return [...groups.values()].reverse();
}
