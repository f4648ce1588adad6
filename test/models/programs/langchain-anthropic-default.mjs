import { ChatAnthropic } from '@langchain/anthropic';

const llm = new ChatAnthropic({ model: 'claude-haiku-4-5' });

try {
  await llm.invoke('Hi');
} catch (error) {
  console.error(String(error));
}
