import { createAnthropic } from '@ai-sdk/anthropic';
import { streamText } from 'ai';

const anthropic = createAnthropic({ baseURL: `${process.env.ANTHROPIC_BASE_URL ?? 'https://api.anthropic.com'}/v1` });

try {
  const { textStream } = streamText({ model: anthropic('claude-haiku-4-5'), maxRetries: 3, prompt: 'Hi', onError: () => {} });
  for await (const part of textStream) void part;
} catch (error) {
  console.error(String(error));
}
