import { ChatAnthropic } from '@langchain/anthropic';

const llm = new ChatAnthropic({ model: 'claude-haiku-4-5', maxRetries: 3 });

try {
  for await (const part of await llm.stream('Hi')) void part;
} catch (error) {
  console.error(String(error));
}
