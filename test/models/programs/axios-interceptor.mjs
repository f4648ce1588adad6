import axios from 'axios';

const url = `${process.env.ANTHROPIC_BASE_URL ?? 'https://api.anthropic.com'}/v1/messages`;
const headers = { 'x-api-key': process.env.ANTHROPIC_API_KEY ?? '', 'anthropic-version': '2023-06-01' };
const question = { model: 'claude-haiku-5-5', max_tokens: 16, messages: [{ role: 'user', content: 'Hello' }] };

const claude = axios.create({ headers });
claude.interceptors.response.use(undefined, async (error) => {
  const { config, response } = error;
  config.retries = (config.retries ?? 0) + 1;
  if (config.retries > 2 || (response && response.status !== 429 && response.status < 500)) throw error;
  await new Promise((done) => setTimeout(done, 50));
  return claude(config);
});
await claude.post(url, question).catch(() => undefined);
