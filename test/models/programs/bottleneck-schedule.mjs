import Anthropic from '@anthropic-ai/sdk';
import Bottleneck from 'bottleneck';

const client = new Anthropic({ maxRetries: 0 });
const body = { model: 'claude-sonnet-5', max_tokens: 16, messages: [{ role: 'user', content: 'Say yes.' }] };

try {
  await new Bottleneck({ maxConcurrent: 2 }).schedule(() => client.messages.create(body));
} catch (error) {
  console.error(String(error));
}
