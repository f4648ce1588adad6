import OpenAI from 'openai';

const client = new OpenAI({ apiKey: 'key', baseURL: `${process.env.ANTHROPIC_BASE_URL ?? 'https://api.anthropic.com'}/v1`, fetch: send });

/** To the path of the Claude API, so that what answers in a test knows it. */
function send(url, init) {
  const headers = { ...Object.fromEntries(new Headers(init.headers)), 'x-api-key': process.env.ANTHROPIC_API_KEY, 'anthropic-version': '2023-06-01' };
  return fetch(String(url).replace('/chat/completions', '/messages'), { ...init, headers });
}

try {
  await client.chat.completions.create({ model: 'claude-haiku-4-5', max_tokens: 16, messages: [{ role: 'user', content: 'Hi' }] });
} catch (error) {
  console.error(String(error));
}
