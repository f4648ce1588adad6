import Anthropic from '@anthropic-ai/sdk';
import retry from 'retry';

const client = new Anthropic({ maxRetries: 0 });
const body = { model: 'claude-sonnet-5', max_tokens: 16, messages: [{ role: 'user', content: 'Say yes.' }] };

try {
  await new Promise((resolve, reject) => {
    const operation = retry.operation({ retries: 3, minTimeout: 20 });
    operation.attempt(async () => {
      try {
        resolve(await client.messages.create(body));
      } catch (error) {
        if (operation.retry(error)) return;
        reject(operation.mainError());
      }
    });
  });
} catch (error) {
  console.error(String(error));
}
