import Anthropic from '@anthropic-ai/sdk';
import { retryAsync } from 'ts-retry';

const client = new Anthropic({ maxRetries: 0 });
const body = { model: 'claude-sonnet-5', max_tokens: 16, messages: [{ role: 'user', content: 'Say yes.' }] };

try {
  await retryAsync(() => client.messages.create(body), { delay: 20, maxTry: 3, onError: (error) => error.status !== 429 });
} catch (error) {
  console.error(String(error));
}
