import Anthropic from '@anthropic-ai/sdk';
import { setTimeout as sleep } from 'node:timers/promises';

const client = new Anthropic({ maxRetries: 0 });

async function ask() {
  for (let attempt = 1; ; attempt++) {
    try {
      return await client.messages.create({ model: 'claude-haiku-5-5', max_tokens: 16, messages: [{ role: 'user', content: 'Hi' }] });
    } catch (error) {
      if (attempt === 5 || (error.status !== 429 && error.status !== 529)) throw error;
      await sleep(1000 * 2 ** attempt);
    }
  }
}

try {
  await ask();
} catch (error) {
  console.error(String(error));
}
