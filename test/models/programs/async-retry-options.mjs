import Anthropic from '@anthropic-ai/sdk';
import retry from 'async-retry';

const client = new Anthropic({ maxRetries: 0 });

try {
  await retry(() => client.messages.create({ model: 'claude-haiku-5-5', max_tokens: 16, messages: [{ role: 'user', content: 'Hi' }] }), { retries: 4, factor: 3, minTimeout: 2000, maxTimeout: 15_000, randomize: false });
} catch (error) {
  console.error(String(error));
}
