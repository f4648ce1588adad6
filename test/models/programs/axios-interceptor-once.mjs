import axios from 'axios';

const url = `${process.env.ANTHROPIC_BASE_URL ?? 'https://api.anthropic.com'}/v1/messages`;
const headers = { 'x-api-key': process.env.ANTHROPIC_API_KEY ?? '', 'anthropic-version': '2023-06-01' };
const question = { model: 'claude-haiku-5-5', max_tokens: 16, messages: [{ role: 'user', content: 'Hello' }] };

const claude = axios.create({ headers });
claude.interceptors.response.use(
  (response) => response,
  (error) => {
    if (error.response?.status !== 429 || error.config.isSecond) return Promise.reject(error);
    return claude.request({ ...error.config, isSecond: true });
  },
);
await claude.request({ method: 'post', url, data: question }).catch(() => undefined);
