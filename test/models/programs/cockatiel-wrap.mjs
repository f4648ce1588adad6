import Anthropic from '@anthropic-ai/sdk';
import { ConsecutiveBreaker, ConstantBackoff, circuitBreaker, handleAll, retry, wrap } from 'cockatiel';

const client = new Anthropic({ maxRetries: 0 });
const body = { model: 'claude-sonnet-5', max_tokens: 16, messages: [{ role: 'user', content: 'Say yes.' }] };

try {
  const retries = retry(handleAll, { maxAttempts: 2, backoff: new ConstantBackoff(20) });
  const breaker = circuitBreaker(handleAll, { halfOpenAfter: 1000, breaker: new ConsecutiveBreaker(10) });
  await wrap(retries, breaker).execute(() => client.messages.create(body));
} catch (error) {
  console.error(String(error));
}
