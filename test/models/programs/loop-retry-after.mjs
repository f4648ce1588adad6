import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic({ maxRetries: 0 });

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

async function ask() {
  let tries = 0;
  while (true) {
    try {
      return await client.messages.create({ model: 'claude-haiku-5-5', max_tokens: 16, messages: [{ role: 'user', content: 'Hi' }] });
    } catch (error) {
      tries += 1;
      if (!(error instanceof Anthropic.RateLimitError) || tries > 6) throw error;
      const told = Number(error.headers.get('retry-after'));
      await sleep(told > 0 ? told * 1000 : Math.min(30_000, 1000 * 2 ** tries));
    }
  }
}

try {
  await ask();
} catch (error) {
  console.error(String(error));
}
