import { anthropic } from '@ai-sdk/anthropic';
import { generateText, streamText } from 'ai';
import { show } from './show.mjs';

const [, , call] = process.argv;
const asked = { model: anthropic('claude-sonnet-5'), prompt: 'Summarize the report.', ...(process.env.RETRIES !== undefined && { maxRetries: Number(process.env.RETRIES) }) };

const calls = {
  message: () => generateText(asked),
  long: () => generateText({ ...asked, prompt: 'All work and no play makes Jack a dull boy. '.repeat(1500) }),
  // Without an `onError` of its own, the library prints the errors of a stream itself.
  stream: async () => {
    for await (const part of streamText(asked).textStream) process.stdout.write(part);
  },
  noticed: async () => {
    for await (const part of streamText({ ...asked, onError: ({ error }) => show(error) }).textStream) process.stdout.write(part);
  },
};

try {
  await calls[call]();
} catch (error) {
  show(error);
}
