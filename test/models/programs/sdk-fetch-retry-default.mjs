import Anthropic from '@anthropic-ai/sdk';
import fetchRetry from 'fetch-retry';
const body = { model: 'claude-sonnet-5', max_tokens: 16, messages: [{ role: 'user', content: 'Say yes.' }] };

const patient = fetchRetry(fetch, { retryDelay: 20 });

const client = new Anthropic({ maxRetries: 0, fetch: patient });
try {
  await client.messages.create(body);
} catch (error) {
  console.error(String(error));
}
