import Anthropic from '@anthropic-ai/sdk';
import { Effect, Schedule } from 'effect';

const client = new Anthropic({ maxRetries: 0 });
const body = { model: 'claude-sonnet-5', max_tokens: 16, messages: [{ role: 'user', content: 'Say yes.' }] };

try {
  await Effect.runPromise(Effect.tryPromise({ try: () => client.messages.create(body), catch: (cause) => cause }).pipe(Effect.retry(Schedule.recurs(2))));
} catch (error) {
  console.error(String(error));
}
