import { anthropic } from '@llamaindex/anthropic';

const llm = anthropic({ model: 'claude-haiku-4-5' });

try {
  await llm.chat({ messages: [{ role: 'user', content: 'Hi' }] });
} catch (error) {
  console.error(String(error));
}
