import Anthropic from '@anthropic-ai/sdk';
import pRetry, { AbortError } from 'p-retry';

const client = new Anthropic({ maxRetries: 0 });

try {
  await pRetry(
    async () => {
      try {
        return await client.messages.create({ model: 'claude-haiku-5-5', max_tokens: 16, messages: [{ role: 'user', content: 'Hi' }] });
      } catch (error) {
        if (error.status === 400) throw new AbortError(error);
        throw error;
      }
    },
    { retries: 4 },
  );
} catch (error) {
  console.error(String(error));
}
