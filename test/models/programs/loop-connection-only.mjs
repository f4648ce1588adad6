import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic({ maxRetries: 0 });

async function ask() {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      return await client.messages.create({ model: 'claude-haiku-5-5', max_tokens: 16, messages: [{ role: 'user', content: 'Hi' }] });
    } catch (error) {
      if (!(error instanceof Anthropic.APIConnectionError)) throw error;
    }
  }
  throw new Error('no connection');
}

try {
  await ask();
} catch (error) {
  console.error(String(error));
}
