import { createAnthropic } from 'ai-sdk-anthropic-2';
import { Agent } from '@mastra/core/agent';

const anthropic = createAnthropic({ baseURL: `${process.env.ANTHROPIC_BASE_URL ?? 'https://api.anthropic.com'}/v1` });
const agent = new Agent({ name: 'agent', instructions: 'Be brief.', model: anthropic('claude-haiku-4-5') });

try {
  await agent.generate('Hi');
} catch (error) {
  console.error(String(error));
}
