import Anthropic from '@anthropic-ai/sdk';
import PQueue from 'p-queue';

const client = new Anthropic({ maxRetries: 0 });
const body = { model: 'claude-sonnet-5', max_tokens: 16, messages: [{ role: 'user', content: 'Say yes.' }] };

try {
  await new PQueue({ concurrency: 2 }).add(() => client.messages.create(body));
} catch (error) {
  console.error(String(error));
}
