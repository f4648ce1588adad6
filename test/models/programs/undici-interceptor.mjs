import { Agent, interceptors, request, setGlobalDispatcher } from 'undici';

const url = `${process.env.ANTHROPIC_BASE_URL ?? 'https://api.anthropic.com'}/v1/messages`;
const headers = { 'x-api-key': process.env.ANTHROPIC_API_KEY ?? '', 'anthropic-version': '2023-06-01' };
const question = { model: 'claude-haiku-5-5', max_tokens: 16, messages: [{ role: 'user', content: 'Hello' }] };

setGlobalDispatcher(new Agent().compose(interceptors.retry({ maxRetries: 1, minTimeout: 50, maxTimeout: 100, methods: ['POST'], statusCodes: [429, 529] })));
await request(url, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(question) }).catch(() => undefined);
