import { createAnthropic } from '@ai-sdk/anthropic';
import { generateText } from 'ai';

const anthropic = createAnthropic({ baseURL: `${process.env.ANTHROPIC_BASE_URL ?? 'https://api.anthropic.com'}/v1` });

try {
  await generateText({ model: anthropic('claude-haiku-4-5'), maxRetries: 0, prompt: 'Hi' });
} catch (error) {
  console.error(String(error));
}
