import { createAnthropic } from '@ai-sdk/anthropic';
import { ToolLoopAgent } from 'ai';

const anthropic = createAnthropic({ baseURL: `${process.env.ANTHROPIC_BASE_URL ?? 'https://api.anthropic.com'}/v1` });
const agent = new ToolLoopAgent({ model: anthropic('claude-haiku-4-5'), maxRetries: 4, tools: {} });

try {
  await agent.generate({ prompt: 'Hi' });
} catch (error) {
  console.error(String(error));
}
