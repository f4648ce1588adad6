import { ChatAnthropic } from '@langchain/anthropic';

const llm = new ChatAnthropic({ model: 'claude-haiku-4-5', maxRetries: 0 });

try {
  for await (const part of await llm.withRetry({ stopAfterAttempt: 4 }).stream('Hi')) void part;
} catch (error) {
  console.error(String(error));
}
