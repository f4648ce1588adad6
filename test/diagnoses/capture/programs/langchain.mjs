import { ChatAnthropic } from '@langchain/anthropic';
import { show } from './show.mjs';

const [, , call] = process.argv;
const model = new ChatAnthropic({ model: 'claude-sonnet-5', apiKey: 'test-key', anthropicApiUrl: process.env.ANTHROPIC_BASE_URL, ...(process.env.RETRIES !== undefined && { maxRetries: Number(process.env.RETRIES) }) });

const calls = {
  message: () => model.invoke('Summarize the report.'),
  long: () => model.invoke('All work and no play makes Jack a dull boy. '.repeat(1500)),
  stream: async () => {
    for await (const chunk of await model.stream('Summarize the report.')) process.stdout.write(chunk.text);
  },
  batch: () => model.batch(['Summarize the report.', 'Translate the report.', 'Check the report.']),
};

try {
  await calls[call]();
} catch (error) {
  show(error);
}
