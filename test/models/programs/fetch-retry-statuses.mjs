import fetchRetry from 'fetch-retry';

const url = `${process.env.ANTHROPIC_BASE_URL ?? 'https://api.anthropic.com'}/v1/messages`;
const headers = { 'x-api-key': process.env.ANTHROPIC_API_KEY ?? '', 'anthropic-version': '2023-06-01' };
const question = { model: 'claude-haiku-5-5', max_tokens: 16, messages: [{ role: 'user', content: 'Hello' }] };

const fetchAgain = fetchRetry(fetch);
await fetchAgain(url, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(question), retries: 2, retryDelay: 50, retryOn: [429, 529] }).catch(() => undefined);
