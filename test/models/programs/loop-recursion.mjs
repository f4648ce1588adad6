import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic({ maxRetries: 0 });

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

async function ask(left = 4) {
  try {
    return await client.messages.create({ model: 'claude-haiku-5-5', max_tokens: 16, messages: [{ role: 'user', content: 'Hi' }] });
  } catch (error) {
    if (left === 0 || error.status !== 429) throw error;
    await sleep(2000);
    return ask(left - 1);
  }
}

try {
  await ask();
} catch (error) {
  console.error(String(error));
}
