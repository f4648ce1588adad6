import Anthropic from '@anthropic-ai/sdk';
import { retry } from '@lifeomic/attempt';

const client = new Anthropic({ maxRetries: 0 });
const body = { model: 'claude-sonnet-5', max_tokens: 16, messages: [{ role: 'user', content: 'Say yes.' }] };

try {
  await retry(() => client.messages.create(body), {
    delay: 20,
    maxAttempts: 4,
    handleError(error, context) {
      if (error.status < 500) context.abort();
    },
  });
} catch (error) {
  console.error(String(error));
}
