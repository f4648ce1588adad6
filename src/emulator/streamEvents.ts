import { streamErrorData } from './apiError';
import type { Fault, StreamPoint } from './faults';
import { emptyMessage, type Answer } from './message';

/** One server-sent event. */
export interface StreamEvent {
  readonly event: string;
  readonly data: unknown;
  /** Output tokens that this event brings. */
  readonly outputTokens: number;
}

/** The events of a whole streamed answer, in the order of the real API. */
export function streamEvents(made: Answer): readonly StreamEvent[] {
  return [
    event('message_start', { message: emptyMessage(made, 1) }),
    event('content_block_start', { index: 0, content_block: { type: 'text', text: '', citations: null } }),
    event('ping', {}),
    ...made.pieces.map((text) => event('content_block_delta', { index: 0, delta: { type: 'text_delta', text } }, 1)),
    event('content_block_stop', { index: 0 }),
    event('message_delta', {
      delta: { stop_reason: made.stopReason, stop_sequence: null, stop_details: null, container: null },
      usage: {
        input_tokens: made.inputTokens,
        cache_creation_input_tokens: made.cache.created,
        cache_read_input_tokens: made.cache.read,
        output_tokens: made.pieces.length,
        output_tokens_details: null,
        server_tool_use: null,
      },
    }),
    event('message_stop', {}),
  ];
}

/** The events up to where a fault breaks the stream, with the error event at the end if the fault is one. */
export function brokenEvents(events: readonly StreamEvent[], fault: Fault): readonly StreamEvent[] {
  const kept = events.slice(0, eventsBefore(events, fault.after ?? 1));
  if (fault.kind !== 'stream-error') return kept;
  const type = fault.errorType ?? 'overloaded_error';
  const message = messages[type] ?? 'Error';
  return [...kept, { event: 'error', data: streamErrorData({ type, message }), outputTokens: 0 }];
}

const messages: Readonly<Record<string, string>> = { overloaded_error: 'Overloaded', api_error: 'Internal server error', timeout_error: 'Request timed out' };

function eventsBefore(events: readonly StreamEvent[], point: StreamPoint): number {
  if (point === 'nothing') return 0;
  if (point === 'message_start') return 1;
  const first = events.findIndex(({ event: name }) => name === 'content_block_delta');
  const deltas = events.filter(({ event: name }) => name === 'content_block_delta').length;
  return first + Math.min(point, deltas);
}

function event(name: string, data: Readonly<Record<string, unknown>>, outputTokens = 0): StreamEvent {
  return { event: name, data: { type: name, ...data }, outputTokens };
}
