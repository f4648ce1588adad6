import superagent from 'superagent';

const url = `${process.env.ANTHROPIC_BASE_URL ?? 'https://api.anthropic.com'}/v1/messages`;
const headers = { 'x-api-key': process.env.ANTHROPIC_API_KEY ?? '', 'anthropic-version': '2023-06-01' };
const question = { model: 'claude-haiku-5-5', max_tokens: 16, messages: [{ role: 'user', content: 'Hello' }] };

const any = (error, response) => error !== null || response.status === 429 || response.status >= 500;
await superagent
  .post(url)
  .set(headers)
  .retry(2, any)
  .send(question)
  .catch(() => undefined);
