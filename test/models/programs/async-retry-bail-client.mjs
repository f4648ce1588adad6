import Anthropic from '@anthropic-ai/sdk';
import retry from 'async-retry';

const client = new Anthropic({ maxRetries: 0 });
const body = { model: 'claude-sonnet-5', max_tokens: 16, messages: [{ role: 'user', content: 'Say yes.' }] };

try {
  await retry(
    async (bail) => {
      try {
        return await client.messages.create(body);
      } catch (error) {
        if (error.status === 429 || error.status >= 500) throw error;
        bail(error);
        return undefined;
      }
    },
    { retries: 3, minTimeout: 20 },
  );
} catch (error) {
  console.error(String(error));
}
