import Anthropic from '@anthropic-ai/sdk';
import pRetry from 'p-retry';

const client = new Anthropic({ maxRetries: 0 });

try {
  await pRetry(() => client.messages.create({ model: 'claude-haiku-5-5', max_tokens: 16, messages: [{ role: 'user', content: 'Hi' }] }), { retries: 3, shouldRetry: ({ error }) => error.status === 429 });
} catch (error) {
  console.error(String(error));
}
