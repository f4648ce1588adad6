import { Anthropic } from '@llamaindex/anthropic';
import { show } from './show.mjs';

const llm = new Anthropic({ model: 'claude-sonnet-5', maxRetries: Number(process.env.RETRIES ?? 1) });

try {
  await llm.chat({ messages: [{ role: 'user', content: 'Summarize the report.' }] });
} catch (error) {
  show(error);
}
