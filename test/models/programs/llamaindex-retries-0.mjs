import { anthropic } from '@llamaindex/anthropic';

const llm = anthropic({ model: 'claude-haiku-4-5', maxRetries: 0 });

try {
  await llm.chat({ messages: [{ role: 'user', content: 'Hi' }] });
} catch (error) {
  console.error(String(error));
}
