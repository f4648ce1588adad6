import Anthropic from '@anthropic-ai/sdk';

const body = { model: 'claude-sonnet-5', max_tokens: 16, messages: [{ role: 'user', content: 'Say yes.' }] };
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

async function patient(url, init) {
  for (let attempt = 0; attempt < 3; attempt++) {
    const response = await fetch(url, init);
    if (response.status !== 429 && response.status !== 529) return response;
    await sleep(20);
  }
  throw new Error('busy');
}

const client = new Anthropic({ maxRetries: 0, fetch: patient });
try {
  await client.messages.create(body);
} catch (error) {
  console.error(String(error));
}
