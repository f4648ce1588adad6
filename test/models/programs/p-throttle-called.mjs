import Anthropic from '@anthropic-ai/sdk';
import pThrottle from 'p-throttle';

const client = new Anthropic({ maxRetries: 0 });
const body = { model: 'claude-sonnet-5', max_tokens: 16, messages: [{ role: 'user', content: 'Say yes.' }] };

try {
  const ask = pThrottle({ limit: 2, interval: 100 })(() => client.messages.create(body));
  await ask();
} catch (error) {
  console.error(String(error));
}
