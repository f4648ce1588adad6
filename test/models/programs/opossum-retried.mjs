import Anthropic from '@anthropic-ai/sdk';
import CircuitBreaker from 'opossum';
import pRetry from 'p-retry';

const client = new Anthropic({ maxRetries: 0 });
const body = { model: 'claude-sonnet-5', max_tokens: 16, messages: [{ role: 'user', content: 'Say yes.' }] };

try {
  const breaker = new CircuitBreaker(() => client.messages.create(body), { volumeThreshold: 100 });
  await pRetry(() => breaker.fire(), { retries: 2, minTimeout: 20 });
} catch (error) {
  console.error(String(error));
}
