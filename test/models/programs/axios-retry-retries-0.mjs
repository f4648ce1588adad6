import axios from 'axios';
import axiosRetry, { isRetryableError } from 'axios-retry';

const url = `${process.env.ANTHROPIC_BASE_URL ?? 'https://api.anthropic.com'}/v1/messages`;
const headers = { 'x-api-key': process.env.ANTHROPIC_API_KEY, 'anthropic-version': '2023-06-01', 'content-type': 'application/json' };
const body = { model: 'claude-haiku-5-5', max_tokens: 16, messages: [{ role: 'user', content: 'Hi' }] };

const api = axios.create({ headers });
axiosRetry(api, { retries: 0, retryCondition: isRetryableError });

try {
  await api.post(url, body);
} catch (error) {
  console.error(String(error));
}
