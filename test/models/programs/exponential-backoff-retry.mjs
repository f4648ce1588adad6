import Anthropic from '@anthropic-ai/sdk';
import { backOff } from 'exponential-backoff';

const client = new Anthropic({ maxRetries: 0 });
const body = { model: 'claude-sonnet-5', max_tokens: 16, messages: [{ role: 'user', content: 'Say yes.' }] };

try {
  await backOff(() => client.messages.create(body), { numOfAttempts: 3, startingDelay: 20, retry: (error) => error.status >= 500 });
} catch (error) {
  console.error(String(error));
}
