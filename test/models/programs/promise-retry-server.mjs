import Anthropic from '@anthropic-ai/sdk';
import promiseRetry from 'promise-retry';

const client = new Anthropic({ maxRetries: 0 });
const body = { model: 'claude-sonnet-5', max_tokens: 16, messages: [{ role: 'user', content: 'Say yes.' }] };

try {
  await promiseRetry(
    async (again) => {
      try {
        return await client.messages.create(body);
      } catch (error) {
        if (error.status >= 500) return again(error);
        throw error;
      }
    },
    { retries: 3, minTimeout: 20 },
  );
} catch (error) {
  console.error(String(error));
}
