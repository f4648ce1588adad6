import { Agent, RetryAgent, request } from 'undici';

const url = `${process.env.ANTHROPIC_BASE_URL ?? 'https://api.anthropic.com'}/v1/messages`;
const headers = { 'x-api-key': process.env.ANTHROPIC_API_KEY ?? '', 'anthropic-version': '2023-06-01' };
const question = { model: 'claude-haiku-5-5', max_tokens: 16, messages: [{ role: 'user', content: 'Hello' }] };

const dispatcher = new RetryAgent(new Agent(), { maxRetries: 2, minTimeout: 50, maxTimeout: 100, methods: ['POST'] });
await request(url, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(question), dispatcher }).catch(() => undefined);
