import Anthropic from '@anthropic-ai/sdk';
import { setTimeout as sleep } from 'node:timers/promises';
import { log } from './show.mjs';

// Each job of a schedule asks for itself, on the minute, as cron starts them.
const client = new Anthropic({ maxRetries: 0 });
const [, , names = '', rounds = '4', everyMinutes = '1'] = process.argv;
const every = Number(everyMinutes) * 60_000;

for (let round = 0; round < Number(rounds); round++) {
  await sleep(every - (Date.now() % every));
  await Promise.all(
    names.split(',').map(async (name) => {
      try {
        await client.messages.create({ model: 'claude-haiku-5-5', max_tokens: 256, messages: [{ role: 'user', content: `Run ${name}.` }] });
        log('INFO', `${name}: done`);
      } catch (error) {
        log('ERROR', `${name}: ${error.message}`);
      }
    }),
  );
}
