import Anthropic from '@anthropic-ai/sdk';
import pRetry from 'p-retry';
import { log, show } from './show.mjs';

const [, , call] = process.argv;
const write = (level) => (text, ...rest) => log(level, [text, ...rest.map((part) => JSON.stringify(part))].join(' '));
const client = new Anthropic({ logLevel: call === 'quiet' ? 'off' : 'info', logger: { error: write('ERROR'), warn: write('WARN'), info: write('INFO'), debug: write('DEBUG') } });

try {
  await pRetry(() => client.messages.create({ model: 'claude-sonnet-5', max_tokens: 1024, messages: [{ role: 'user', content: 'Summarize the report.' }] }), {
    retries: 3,
    minTimeout: 300,
    factor: 1,
    onFailedAttempt: ({ error, attemptNumber, retriesLeft }) => log('WARN', `attempt ${attemptNumber} failed, ${retriesLeft} left: ${error.message}`),
  });
} catch (error) {
  show(error);
}
