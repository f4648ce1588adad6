import Anthropic from '@anthropic-ai/sdk';
import { defer, lastValueFrom, retry } from 'rxjs';

const client = new Anthropic({ maxRetries: 0 });
const body = { model: 'claude-sonnet-5', max_tokens: 16, messages: [{ role: 'user', content: 'Say yes.' }] };

try {
  await lastValueFrom(defer(() => client.messages.create(body)).pipe(retry({ count: 3, delay: 20 })));
} catch (error) {
  console.error(String(error));
}
