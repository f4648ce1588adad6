import Anthropic from '@anthropic-ai/sdk';
import async from 'async';

const client = new Anthropic({ maxRetries: 0 });
const body = { model: 'claude-sonnet-5', max_tokens: 16, messages: [{ role: 'user', content: 'Say yes.' }] };

try {
  await async.mapLimit([1], 2, async () => client.messages.create(body));
} catch (error) {
  console.error(String(error));
}
