import wretch from 'wretch';
import { retry } from 'wretch/middlewares';

const url = `${process.env.ANTHROPIC_BASE_URL ?? 'https://api.anthropic.com'}/v1/messages`;
const headers = { 'x-api-key': process.env.ANTHROPIC_API_KEY ?? '', 'anthropic-version': '2023-06-01' };
const question = { model: 'claude-haiku-5-5', max_tokens: 16, messages: [{ role: 'user', content: 'Hello' }] };

const isAnswer = (response) => response !== undefined && response.status < 500;
await wretch(url)
  .headers(headers)
  .middlewares([retry({ maxAttempts: 2, delayTimer: 50, until: isAnswer })])
  .post(question)
  .json()
  .catch(() => undefined);
