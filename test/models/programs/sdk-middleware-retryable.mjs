import Anthropic, { RetryableError } from '@anthropic-ai/sdk';

const body = { model: 'claude-sonnet-5', max_tokens: 16, messages: [{ role: 'user', content: 'Say yes.' }] };

async function asks(request, next) {
  const response = await next(request);
  if (response.status === 429) throw new RetryableError('limited');
  return response;
}

const client = new Anthropic({ maxRetries: 2, middleware: [asks] });
try {
  await client.messages.create(body);
} catch (error) {
  console.error(String(error));
}
