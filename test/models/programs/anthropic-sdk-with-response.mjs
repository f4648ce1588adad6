import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic({ maxRetries: 1 });

try {
  await client.messages.create({ model: 'claude-haiku-5-5', max_tokens: 16, messages: [{ role: 'user', content: 'Hi' }] }).withResponse();
} catch (error) {
  console.error(String(error));
}
