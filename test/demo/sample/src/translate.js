import axios from 'axios';
import axiosRetry from 'axios-retry';

const http = axios.create({ baseURL: 'https://api.anthropic.com' });

// Looks safe, but axios-retry repeats neither a POST nor a 429 unless it is told to.
axiosRetry(http, { retries: 5, retryDelay: axiosRetry.exponentialDelay });

export async function translate(text, language) {
  const { data } = await http.post(
    '/v1/messages',
    { model: 'claude-haiku-4-5', max_tokens: 400, messages: [{ role: 'user', content: `Into ${language}: ${text}` }] },
    { headers: { 'x-api-key': process.env.ANTHROPIC_API_KEY, 'anthropic-version': '2023-06-01' } },
  );
  return data.content[0].text;
}
