import got from 'got';

const url = `${process.env.ANTHROPIC_BASE_URL ?? 'https://api.anthropic.com'}/v1/messages`;
const headers = { 'x-api-key': process.env.ANTHROPIC_API_KEY ?? '', 'anthropic-version': '2023-06-01' };
const question = { model: 'claude-haiku-5-5', max_tokens: 16, messages: [{ role: 'user', content: 'Hello' }] };

await got(url, { method: 'POST', headers, json: question, retry: { limit: 1, methods: ['POST'], statusCodes: [429, 529], backoffLimit: 100 } }).catch(() => undefined);
