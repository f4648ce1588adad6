import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic();

try {
  await client.messages.stream({ model: 'claude-haiku-5-5', max_tokens: 16, messages: [{ role: 'user', content: 'Hi' }] }).finalMessage();
} catch (error) {
  console.error(String(error));
}
