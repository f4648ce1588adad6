import { type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import { listenOnLoopback } from '../../src/io/listenOnLoopback';

const messages = '/v1/messages';

/** What stands for a request in another service's form: only what becomes of its failure is looked at. */
const canned = JSON.stringify({ model: 'claude-haiku-5-5', max_tokens: 16, messages: [{ role: 'user', content: 'Hi' }] });

/**
 * Stands before the emulator for programs that reach Claude through another address: Vercel's provider leaves `/v1` to
 * the address, Bedrock has `/model/<id>/invoke`, gateways speak OpenAI's form. A success of the latter two is not in their own form.
 */
export async function startFront(target: string): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  return listenOnLoopback(0, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => forward(request, Buffer.concat(chunks), { target, response }));
  });
}

function forward(request: IncomingMessage, body: Buffer, { target, response }: { readonly target: string; readonly response: ServerResponse }): void {
  const path = (request.url ?? '').replace(/[?#].*$/, '');
  const isMessages = path.endsWith('/messages');
  const isOther = !isMessages && request.method === 'POST' && !path.startsWith('/v1/messages/');
  const sent = isOther ? Buffer.from(canned) : body;
  const headers = { 'anthropic-version': '2023-06-01', 'x-api-key': 'test-key', ...request.headers, host: undefined, 'transfer-encoding': undefined, 'content-length': sent.length };
  const onward = send(new URL(isMessages || isOther ? messages : (request.url ?? ''), target), { method: request.method, headers: withoutGaps(headers), agent: false });
  const cut = () => response.socket?.resetAndDestroy();
  onward.on('error', cut);
  onward.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 500, withoutGaps({ ...answer.headers, connection: undefined, 'keep-alive': undefined }));
    answer.on('error', () => response.socket?.destroy());
    answer.pipe(response);
  });
  onward.end(sent);
}

function withoutGaps<T>(headers: Readonly<Record<string, T | undefined>>): Record<string, T> {
  return Object.fromEntries(Object.entries(headers).filter((entry): entry is [string, T] => entry[1] !== undefined));
}
