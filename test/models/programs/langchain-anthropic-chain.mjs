import { StringOutputParser } from '@langchain/core/output_parsers';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { ChatAnthropic } from '@langchain/anthropic';

const llm = new ChatAnthropic({ model: 'claude-haiku-4-5', maxRetries: 2 });
const chain = ChatPromptTemplate.fromTemplate('Tell me of {topic}').pipe(llm).pipe(new StringOutputParser());

try {
  await chain.invoke({ topic: 'bears' });
} catch (error) {
  console.error(String(error));
}
