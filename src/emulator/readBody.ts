import type { IncomingMessage } from 'node:http';

/** The whole body as text, or `undefined` when it is larger than `maxBytes`; the rest is read all the same, so that the caller gets its answer. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxBytes) chunks.push(chunk);
  }
  return size <= maxBytes ? Buffer.concat(chunks).toString('utf8') : undefined;
}
