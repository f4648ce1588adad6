import { readLimitHeaders } from '../../limits/headers';
import type { Evidence, Provider } from '../evidence';
import { namedLimit } from '../namedLimit';
import type { ErrorRecord } from './errorRecord';

/** What one error of a text tells. */
export function evidenceOf(record: ErrorRecord): Omit<Evidence, 'timeline' | 'history' | 'occurrences' | 'groups' | 'frames' | 'origin'> {
  // Relays give a quota of Google's a type of the Claude API.
  const type = record.cloud === 'RESOURCE_EXHAUSTED' ? record.cloud : (record.type ?? record.cloud);
  const { code, message, requestId, host, path, gateway, library, inputTokens, headers } = record;
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
    ...(isUnanswered(record) && { noAnswer: record.noAnswer === 'timeout' ? ('timeout' as const) : ('connection' as const) }),
    ...(record.spoken && { spoken: true as const }),
    ...(limit && { limit }),
    ...(inputTokens !== undefined && { inputTokens }),
    ...(subscription && { subscription }),
    headers,
    headersShown: record.headersShown,
    buckets,
    midStream,
  };
}

/** Whether no answer came. What tells of one counts more than the name of a class, and a stream that broke off had begun with an answer. */
function isUnanswered({ noAnswer, stream, status, type, code, message, gateway, cloud }: ErrorRecord): boolean {
  const said = message !== undefined && /^(?:Connection error|Request timed out)/.test(message) ? undefined : message;
  return noAnswer !== undefined && !stream && [status, type, code, said, gateway, cloud].every((value) => value === undefined);
}

/** Whose service answered: `other` only where something says so, `undefined` where nothing tells. */
export function providerOf(record: ErrorRecord): Provider | undefined {
  const { cloud, host, message, model, claude, foreign, type, path, gateway } = record;
  const isOwn = speaksForClaude(record) || /anthropic|claude/i.test(message ?? '');
  // A model of Claude that stands near an error which has nothing of the API's may be of another request.
  const mayBeOthers = model === undefined || cloud === 'RESOURCE_EXHAUSTED' || [type, record.code, gateway].every((value) => value === undefined);
  if (foreign && mayBeOthers && !isOwn) return 'other';
  const place = `${host ?? ''} ${message ?? ''}`;
  const isClaude = claude || model !== undefined || /anthropic|claude/i.test(place);
  // Google's other services answer with the same code, and so do models of others.
  const isVertexAi = place.includes('aiplatform.googleapis.com') && (isClaude || !/gemini/i.test(place));
  if (cloud === 'RESOURCE_EXHAUSTED' || place.includes('aiplatform.googleapis.com')) return isClaude || isVertexAi ? 'vertex' : 'other';
  const isBedrock = /bedrock|amazonaws\.com/.test(place) || bedrockSentence.test(message ?? '') || cloud === 'BedrockException';
  if (isBedrock || (cloud !== undefined && isClaude)) return 'bedrock';
  if (cloud !== undefined) return undefined;
  if (/\.azure\.com|pricing tier\. Please retry after/.test(place)) return 'foundry';
  if (isOwn || isClaude || (type !== undefined && !sharedTypes.includes(type))) return 'anthropic';
  if (type !== undefined) return undefined;
  return host !== undefined && gateway === undefined && path === undefined && !isNear(host) ? 'other' : undefined;
}

/** Types that OpenAI's API has, too, and with it those that copy its form. */
const sharedTypes: readonly string[] = ['invalid_request_error', 'authentication_error', 'permission_error', 'not_found_error', 'api_error'];

/** Sentences of Amazon Bedrock alone. */
const bedrockSentence = /^(?:Too many (?:tokens|requests|connections)(?: per day)?, please wait|Model is getting throttled)/;

/** What only the Claude API says; ids of requests that begin with `req_` alone are also OpenAI's and Stripe's. */
function speaksForClaude({ host, message, requestId, code, headers }: ErrorRecord): boolean {
  const isLimit = message !== undefined && /your (?:organization|account)'s|rate limit for your organization/.test(message);
  return host === 'api.anthropic.com' || (requestId?.startsWith('req_01') ?? false) || isLimit || code !== undefined || Object.keys(headers).some((name) => name.startsWith('anthropic-'));
}

/** This machine, and networks of its own: a gateway or an emulator runs there. */
function isNear(host: string): boolean {
  return /^(?:localhost$|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|host\.docker)/.test(host) || !host.includes('.') || /\.(?:local|internal|svc)$/.test(host);
}
