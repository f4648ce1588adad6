import { invalidRequest, notFound, type ApiError } from './apiError';
import { isObject, type JsonObject } from './json';

/** The part of a Messages request that the emulator acts on. */
export interface MessageRequest {
  readonly model: string;
  readonly streaming: boolean;
  readonly maxTokens: number;
  readonly body: JsonObject;
}

/** Gone with this API version: even the default values are refused (migration guide 2026-10-21). */
const samplingParameters = ['temperature', 'top_p', 'top_k'];

/** Checks a Messages request as far as a caller is likely to get it wrong. `counting`: token counting takes no `max_tokens`. */
export function readMessageRequest(body: unknown, context: { readonly version: string; readonly counting: boolean }): MessageRequest | ApiError {
  if (!isObject(body)) return invalidRequest('The request body is not a JSON object.');
  const { model, max_tokens: maxTokens, messages } = body;
  if (typeof model !== 'string' || model === '') return invalidRequest('model: Field required');
  if (!context.counting && maxTokens === undefined) return invalidRequest('max_tokens: Field required');
  if (!context.counting && !isPositiveInteger(maxTokens)) return invalidRequest('max_tokens: Input should be greater than or equal to 1');
  if (!Array.isArray(messages)) return invalidRequest('messages: Field required');
  if (messages.length === 0) return invalidRequest('messages: at least one message is required');
  const versionError = context.version === '2026-10-21' ? goneIn20261021(body, messages) : undefined;
  if (versionError !== undefined) return versionError;
  if (!model.startsWith('claude-')) return notFound(`model: ${model}`);
  return { model, streaming: body.stream === true, maxTokens: isPositiveInteger(maxTokens) ? maxTokens : 0, body };
}

function goneIn20261021(body: JsonObject, messages: readonly unknown[]): ApiError | undefined {
  const sampling = samplingParameters.find((name) => name in body);
  if (sampling !== undefined) return invalidRequest(`${sampling}: not supported in API version 2026-10-21`);
  for (const [index, message] of messages.entries()) {
    if (!isObject(message) || !Array.isArray(message.content)) continue;
    const blocks = message.content.filter(isObject);
    if (message.role === 'assistant' && blocks.some((block) => block.type === 'document')) {
      return invalidRequest(`messages.${index}: document blocks are not supported in assistant messages in API version 2026-10-21`);
    }
    if (message.role === 'user' && blocks.some((block) => block.type === 'text' && Array.isArray(block.citations) && block.citations.length > 0)) {
      return invalidRequest(`messages.${index}: citations on text blocks of the user are not supported in API version 2026-10-21`);
    }
  }
  return undefined;
}

function isPositiveInteger(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1;
}
