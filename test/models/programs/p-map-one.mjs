import Anthropic from '@anthropic-ai/sdk';
import pMap from 'p-map';

const client = new Anthropic({ maxRetries: 0 });
const body = { model: 'claude-sonnet-5', max_tokens: 16, messages: [{ role: 'user', content: 'Say yes.' }] };

try {
  await pMap([1], () => client.messages.create(body), { concurrency: 2 });
} catch (error) {
  console.error(String(error));
}
