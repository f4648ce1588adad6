import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic({ maxRetries: 3 });

try {
  await client.beta.messages.toolRunner({ model: 'claude-haiku-5-5', max_tokens: 16, messages: [{ role: 'user', content: 'Hi' }], tools: [] });
} catch (error) {
  console.error(String(error));
}
