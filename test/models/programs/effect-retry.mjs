import Anthropic from '@anthropic-ai/sdk';
import { Effect } from 'effect';

const client = new Anthropic({ maxRetries: 0 });
const body = { model: 'claude-sonnet-5', max_tokens: 16, messages: [{ role: 'user', content: 'Say yes.' }] };

try {
  await Effect.runPromise(Effect.tryPromise(() => client.messages.create(body)).pipe(Effect.retry({ times: 3 })));
} catch (error) {
  console.error(String(error));
}
