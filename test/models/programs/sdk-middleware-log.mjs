import Anthropic from '@anthropic-ai/sdk';

const body = { model: 'claude-sonnet-5', max_tokens: 16, messages: [{ role: 'user', content: 'Say yes.' }] };

async function log(request, next) {
  const response = await next(request);
  console.error(response.status);
  return response;
}

const client = new Anthropic({ maxRetries: 2, middleware: [log] });
try {
  await client.messages.create(body);
} catch (error) {
  console.error(String(error));
}
