import Anthropic from '@anthropic-ai/sdk';
import pLimit from 'p-limit';

const client = new Anthropic();

const limit = pLimit(2);

try {
  await limit(() => client.messages.create({ model: 'claude-haiku-5-5', max_tokens: 16, messages: [{ role: 'user', content: 'Hi' }] }));
} catch (error) {
  console.error(String(error));
}
