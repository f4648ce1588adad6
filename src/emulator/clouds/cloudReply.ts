import { foreignReply } from '../foreignReply';
import { isObject } from '../json';
import type { Headers, Reply } from '../reply';
import type { Answered } from '../answered';
import { bedrockError } from './bedrockError';
import type { CloudProvider } from './cloudCallOf';
import { vertexQuotaError } from './vertexQuotaError';

/** The Claude API's answer as a cloud gives it: without its headers, and with the cloud's own 429. */
export function cloudReply(provider: CloudProvider, { reply, request }: Answered, requestId: string): Reply {
  if (reply.isForeign === true || reply.kind === 'reset' || reply.kind === 'text') return reply;
  const { delayMs, reason } = reply;
  if (reply.kind === 'json' && reply.status === 429) {
    const what = reason === 'input-tokens-limit' || reason === 'output-tokens-limit' ? 'tokens' : 'requests';
    const error = provider === 'bedrock' ? bedrockError(what, requestId) : vertexQuotaError(what, request?.model ?? '');
    return { ...foreignReply(error), delayMs, reason };
  }
  const headers: Headers = provider === 'bedrock' ? { 'x-amzn-requestid': requestId } : {};
  if (reply.kind === 'stream' && provider === 'bedrock') return unframed(headers);
  if (reply.kind === 'json' && reply.status >= 400 && provider === 'bedrock') return { ...reply, isForeign: true, headers, body: { message: messageOf(reply.body) } };
  return { ...reply, isForeign: true, headers };
}

/** Bedrock frames a stream in a binary form of AWS's own. */
function unframed(headers: Headers): Reply {
  const message = 'The emulator does not stream in the form of Amazon Bedrock. Use /model/{id}/invoke.';
  return { kind: 'json', status: 501, headers, isForeign: true, body: { message }, reason: 'no-bedrock-stream' };
}

function messageOf(body: unknown): string {
  const error = isObject(body) ? body.error : undefined;
  return isObject(error) && typeof error.message === 'string' ? error.message : 'Error';
}
