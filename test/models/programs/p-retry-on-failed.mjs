import Anthropic from '@anthropic-ai/sdk';
import pRetry from 'p-retry';

const client = new Anthropic({ maxRetries: 0 });
const body = { model: 'claude-sonnet-5', max_tokens: 16, messages: [{ role: 'user', content: 'Say yes.' }] };

try {
  await pRetry(() => client.messages.create(body), {
    retries: 3,
    minTimeout: 20,
    onFailedAttempt: ({ error }) => {
      if (error.status === 429) throw error;
    },
  });
} catch (error) {
  console.error(String(error));
}
