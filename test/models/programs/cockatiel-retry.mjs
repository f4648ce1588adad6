import Anthropic from '@anthropic-ai/sdk';
import { ConstantBackoff, handleAll, retry } from 'cockatiel';

const client = new Anthropic({ maxRetries: 0 });
const body = { model: 'claude-sonnet-5', max_tokens: 16, messages: [{ role: 'user', content: 'Say yes.' }] };

try {
  await retry(handleAll, { maxAttempts: 3, backoff: new ConstantBackoff(20) }).execute(() => client.messages.create(body));
} catch (error) {
  console.error(String(error));
}
