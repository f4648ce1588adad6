import type { Evidence } from './evidence';

/**
 * What shows that the Claude API itself gave the answer, as a clause: its headers, its body, its request id, or a sentence of its own.
 * `undefined` where nothing does.
 */
export function claudeMark({ headers, buckets, errorType, errorCode, requestId, limit, message, provider }: Evidence): string | undefined {
  if (buckets.length > 0 || Object.keys(headers).some((name) => name.startsWith('anthropic-'))) return 'the answer has headers of the Claude API';
  if (errorCode !== undefined) return 'the answer has an error code of the Claude API';
  if (errorType !== undefined) return 'the answer has the body of an error of the Claude API';
  if (requestId?.startsWith('req_')) return 'the answer has a request id of the Claude API';
  if (limit !== undefined || /your (?:organization|account)'s rate limit|You have reached your (?:specified |API )/.test(message ?? '')) return 'the message is one of the Claude API';
  return provider === 'bedrock' || provider === 'vertex' ? 'a cloud that serves Claude answered' : undefined;
}
