import type { Refusal } from './testPlan';

/** What a test's server answers while it refuses, and what the test asks of the program. */
export interface Answers {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** How often it refuses; `always` for what no retry mends. */
  readonly times: 2 | 'always';
  /** Seconds to wait before each repetition. */
  readonly waitSeconds: number;
  readonly name: string;
}

const error = (type: string, message: string, code?: string) => JSON.stringify({ type: 'error', error: { type, message, ...(code !== undefined && { details: { error_code: code } }) }, request_id: 'req_test' });

/** Shapes as the API's errors page has them: platform.claude.com/docs/en/api/errors. */
export const answers: Readonly<Record<Refusal, Answers>> = {
  'rate-limit': { status: 429, headers: { 'retry-after': '1' }, body: error('rate_limit_error', "This request would exceed your organization's rate limit of 50 requests per minute."), times: 2, waitSeconds: 1, name: 'gets its answer after two 429s, and waits as long as retry-after says' },
  overloaded: { status: 529, headers: {}, body: error('overloaded_error', 'Overloaded'), times: 2, waitSeconds: 0, name: 'gets its answer after two 529s' },
  'stream-error': {
    status: 200,
    headers: { 'content-type': 'text/event-stream' },
    body: `event: error\ndata: ${error('overloaded_error', 'Overloaded')}\n\n`,
    times: 2,
    waitSeconds: 0,
    name: 'gets its answer after two streams that broke off',
  },
  'spend-cap': { status: 429, headers: {}, body: error('rate_limit_error', 'You have reached your API usage limits.', 'enforced_spend_limit_reached'), times: 'always', waitSeconds: 0, name: 'stops at once at a spend cap, which no retry mends' },
};

/** An answer that went well, as one body and as the events of a stream. */
export const message = JSON.stringify({ id: 'msg_test', type: 'message', role: 'assistant', model: 'claude-haiku-5-5', content: [{ type: 'text', text: 'ok' }], stop_reason: 'end_turn', stop_sequence: null, usage: { input_tokens: 1, output_tokens: 1 } });

const started = { type: 'message_start', message: { ...(JSON.parse(message) as object), content: [], stop_reason: null } };

export const events = [
  started,
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'ok' } },
  { type: 'content_block_stop', index: 0 },
  { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 1 } },
  { type: 'message_stop' },
]
  .map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
  .join('');

/** More requests than this for one call are no single layer of retries. */
export const mostRequests = 8;
