const url = `${process.env.ANTHROPIC_BASE_URL ?? 'https://api.anthropic.com'}/v1/messages`;
const headers = { 'x-api-key': process.env.ANTHROPIC_API_KEY, 'anthropic-version': '2023-06-01', 'content-type': 'application/json' };
const body = { model: 'claude-haiku-5-5', max_tokens: 16, messages: [{ role: 'user', content: 'Hi' }] };

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

async function ask() {
  for (let attempt = 0; attempt < 5; attempt++) {
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    const data = await response.json();
    if (data.error?.type !== 'rate_limit_error' && data.error?.type !== 'overloaded_error') return data;
    await sleep(2 ** attempt * 1000);
  }
  throw new Error('rate limited');
}

try {
  await ask();
} catch (error) {
  console.error(String(error));
}
