import Anthropic from '@anthropic-ai/sdk';
import { ExponentialBackoff, handleType, retry } from 'cockatiel';

const client = new Anthropic({ maxRetries: 0 });
const body = { model: 'claude-sonnet-5', max_tokens: 16, messages: [{ role: 'user', content: 'Say yes.' }] };

try {
  const policy = retry(handleType(Anthropic.RateLimitError).orWhen((error) => error.status === 529), { maxAttempts: 2, backoff: new ExponentialBackoff({ initialDelay: 10 }) });
  await policy.execute(() => client.messages.create(body));
} catch (error) {
  console.error(String(error));
}
