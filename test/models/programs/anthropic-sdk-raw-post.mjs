import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic({ maxRetries: 3 });

try {
  await client.post('/v1/messages', { body: { model: 'claude-haiku-5-5', max_tokens: 16, messages: [{ role: 'user', content: 'Hi' }] } });
} catch (error) {
  console.error(String(error));
}
