import { ChatAnthropic } from '@langchain/anthropic';
import { MessagesAnnotation, START, StateGraph } from '@langchain/langgraph';

const llm = new ChatAnthropic({ model: 'claude-haiku-4-5', maxRetries: 0 });

async function answer({ messages }) {
  return { messages: [await llm.invoke(messages)] };
}

const graph = new StateGraph(MessagesAnnotation).addNode('answer', answer, { retryPolicy: { maxAttempts: 4, logWarning: false } }).addEdge(START, 'answer').compile();

try {
  await graph.invoke({ messages: [{ role: 'user', content: 'Hi' }] });
} catch (error) {
  console.error(String(error));
}
