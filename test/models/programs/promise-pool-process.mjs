import Anthropic from '@anthropic-ai/sdk';
import { PromisePool } from '@supercharge/promise-pool';

const client = new Anthropic({ maxRetries: 0 });
const body = { model: 'claude-sonnet-5', max_tokens: 16, messages: [{ role: 'user', content: 'Say yes.' }] };

try {
  await PromisePool.for([1]).withConcurrency(2).process(() => client.messages.create(body));
} catch (error) {
  console.error(String(error));
}
