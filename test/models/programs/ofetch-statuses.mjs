import { ofetch } from 'ofetch';

const url = `${process.env.ANTHROPIC_BASE_URL ?? 'https://api.anthropic.com'}/v1/messages`;
const headers = { 'x-api-key': process.env.ANTHROPIC_API_KEY ?? '', 'anthropic-version': '2023-06-01' };
const question = { model: 'claude-haiku-5-5', max_tokens: 16, messages: [{ role: 'user', content: 'Hello' }] };

await ofetch(url, { method: 'POST', headers, body: question, retry: 1, retryStatusCodes: [429, 529] }).catch(() => undefined);
