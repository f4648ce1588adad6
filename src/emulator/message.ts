import { prefixedId } from './ids';
import type { MessageRequest } from './messageRequest';
import type { CacheUse } from './promptCache';

/** A finished answer. */
export interface Answer {
  readonly id: string;
  readonly model: string;
  /** The text, one piece for each output token. */
  readonly pieces: readonly string[];
  readonly stopReason: 'end_turn' | 'max_tokens';
  /** Neither read from the prompt cache nor written into it. */
  readonly inputTokens: number;
  readonly cache: Pick<CacheUse, 'read' | 'created'>;
}

const sentence = 'This answer comes from an emulator on your own machine, no model was asked.'.split(/(?= )/);

/** Makes an answer of `length` output tokens (one sentence when left out), cut at the request's `max_tokens`. */
export function answer(request: MessageRequest, options: Pick<Answer, 'inputTokens' | 'cache'> & { readonly length?: number; readonly random: () => number }): Answer {
  const length = options.length ?? sentence.length;
  const count = Math.min(length, request.maxTokens);
  const pieces = Array.from({ length: count }, (_, index) => sentence[index % sentence.length] ?? '');
  return {
    id: prefixedId('msg', options.random),
    model: request.model,
    pieces: pieces.map((piece, index) => (index > 0 && index % sentence.length === 0 ? ` ${piece}` : piece)),
    stopReason: length > request.maxTokens ? 'max_tokens' : 'end_turn',
    inputTokens: options.inputTokens,
    cache: options.cache,
  };
}

/** The body of a non-streaming response. */
export function messageBody(made: Answer): unknown {
  const content = [{ type: 'text', text: made.pieces.join(''), citations: null }];
  return { ...emptyMessage(made, made.pieces.length), content, stop_reason: made.stopReason };
}

/** The message of a `message_start` event: no content yet. */
export function emptyMessage(made: Answer, outputTokens: number): Readonly<Record<string, unknown>> {
  return {
    id: made.id,
    type: 'message',
    role: 'assistant',
    model: made.model,
    content: [],
    container: null,
    diagnostics: null,
    stop_reason: null,
    stop_sequence: null,
    stop_details: null,
    usage: {
      input_tokens: made.inputTokens,
      cache_creation_input_tokens: made.cache.created,
      cache_read_input_tokens: made.cache.read,
      cache_creation: { ephemeral_5m_input_tokens: made.cache.created, ephemeral_1h_input_tokens: 0 },
      output_tokens: outputTokens,
      output_tokens_details: { thinking_tokens: 0 },
      server_tool_use: null,
      service_tier: 'standard',
      inference_geo: 'not_available',
      speed: 'standard',
    },
  };
}
