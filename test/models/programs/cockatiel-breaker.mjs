import Anthropic from '@anthropic-ai/sdk';
import { ConsecutiveBreaker, circuitBreaker, handleAll } from 'cockatiel';

const client = new Anthropic({ maxRetries: 0 });
const body = { model: 'claude-sonnet-5', max_tokens: 16, messages: [{ role: 'user', content: 'Say yes.' }] };

try {
  await circuitBreaker(handleAll, { halfOpenAfter: 1000, breaker: new ConsecutiveBreaker(10) }).execute(() => client.messages.create(body));
} catch (error) {
  console.error(String(error));
}
