import { ChatAnthropic } from '@langchain/anthropic';
import { createAgent, modelRetryMiddleware } from 'langchain';

const llm = new ChatAnthropic({ model: 'claude-haiku-4-5', maxRetries: 0 });
const agent = createAgent({ model: llm, tools: [], middleware: [modelRetryMiddleware({ maxRetries: 3, onFailure: 'error' })] });

try {
  await agent.invoke({ messages: [{ role: 'user', content: 'Hi' }] });
} catch (error) {
  console.error(String(error));
}
