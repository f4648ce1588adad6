import Anthropic from '@anthropic-ai/sdk';
import CircuitBreaker from 'opossum';

const client = new Anthropic({ maxRetries: 0 });
const body = { model: 'claude-sonnet-5', max_tokens: 16, messages: [{ role: 'user', content: 'Say yes.' }] };

try {
  const breaker = new CircuitBreaker(() => client.messages.create(body));
  await breaker.fire();
} catch (error) {
  console.error(String(error));
}
