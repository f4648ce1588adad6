// The official SDK for TypeScript; what it throws is printed in the form that the first argument names.
import Anthropic from '@anthropic-ai/sdk';

const [form, stream, extra] = [process.argv[2], process.argv[3] === 'stream', JSON.parse(process.argv[4] ?? '{}')];
const client = new Anthropic({ maxRetries: form === 'retried' ? 2 : 0, logLevel: form === 'retried' ? 'info' : 'off' });
const { path, headers, ...more } = extra;
const body = { model: 'claude-sonnet-4-6', max_tokens: 16, messages: [{ role: 'user', content: 'Hi' }], ...more };

async function ask() {
  if (path === '/v1/messages/batches') return client.messages.batches.create({ requests: [{ custom_id: 'a', params: body }] }, { headers });
  if (!stream) return client.messages.create(body, { headers });
  for await (const event of client.messages.stream(body, { headers })) void event;
}

const forms = {
  uncaught: (error) => {
    throw error;
  },
  dumped: (error) => console.error('ask failed', error),
  retried: (error) => console.error(error),
  message: (error) => console.error(`${error.name}: ${error.message}`),
  headers: (error) => console.error(String(error), '\n', Object.fromEntries(error.headers ?? [])),
  json: (error) => console.error(JSON.stringify({ level: 50, time: Date.now(), pid: 4242, name: 'app', err: { type: error.name, message: error.message, stack: error.stack, status: error.status, requestID: error.requestID, headers: Object.fromEntries(error.headers ?? []) }, msg: 'request failed' })),
};
await ask().catch(forms[form]);
