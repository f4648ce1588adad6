import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { System } from '../io/system';
import type { Headers, Reply } from './reply';

/** How a reply is sent. */
export interface Sending {
  /** Headers of every reply. */
  readonly headers: Headers;
  readonly delay: System['delay'];
  /** ms between two output tokens of a stream. */
  readonly msPerToken: number;
}

/** Sends a reply; resolves when it is handed over, or early when the client has gone. */
export async function sendReply(response: ServerResponse, reply: Reply, sending: Sending): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  try {
    if (reply.delayMs !== undefined && reply.delayMs > 0) await sending.delay(reply.delayMs, gone.signal);
    if (reply.kind === 'reset') response.socket?.resetAndDestroy();
    else if (reply.kind === 'json') sendText(response, { ...reply, headers: { ...sending.headers, 'content-type': 'application/json', ...reply.headers }, text: JSON.stringify(reply.body) });
    else if (reply.kind === 'text') sendText(response, { ...reply, headers: { ...sending.headers, ...reply.headers } });
    else await sendStream(response, reply, { ...sending, gone: gone.signal });
  } catch (error) {
    if (!gone.signal.aborted) throw error;
  }
}

function sendText(response: ServerResponse, { status, headers, text }: { readonly status: number; readonly headers: Headers; readonly text: string }): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

async function sendStream(response: ServerResponse, reply: Extract<Reply, { kind: 'stream' }>, sending: Sending & { readonly gone: AbortSignal }): Promise<void> {
  response.writeHead(200, { ...sending.headers, ...reply.headers, 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
  for (const { event, data, outputTokens } of reply.events) {
    if (outputTokens > 0) {
      if (sending.msPerToken > 0) await sending.delay(outputTokens * sending.msPerToken, sending.gone);
      reply.onOutput(outputTokens);
    }
    const flowing = response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    if (!flowing) await once(response, 'drain', { signal: sending.gone });
  }
  if (reply.end === 'finish') response.end();
  else await cut(response);
}

/** Closes without the end of the body, after what was written has left: a reset could overtake it. */
async function cut(response: ServerResponse): Promise<void> {
  await new Promise<void>((resolve) => response.write(': \n\n', () => resolve()));
  response.socket?.destroy();
}
