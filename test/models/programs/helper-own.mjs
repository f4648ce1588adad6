import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic({ maxRetries: 0 });

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

async function withRetry(work, attempts = 6) {
  let last;
  for (let attempt = 0; attempt < attempts; attempt++) {
    try {
      return await work();
    } catch (error) {
      last = error;
      if (error.status && error.status < 429) throw error;
      await sleep(Math.min(20_000, 1000 * 2 ** attempt) * (0.5 + Math.random() / 2));
    }
  }
  throw last;
}

try {
  await withRetry(() => client.messages.create({ model: 'claude-haiku-5-5', max_tokens: 16, messages: [{ role: 'user', content: 'Hi' }] }));
} catch (error) {
  console.error(String(error));
}
