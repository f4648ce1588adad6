import Anthropic from '@anthropic-ai/sdk';

const body = { model: 'claude-sonnet-5', max_tokens: 16, messages: [{ role: 'user', content: 'Say yes.' }] };

async function loud(request, next) {
  const response = await next(request);
  if (!response.ok) throw new Error(`Claude answered ${response.status}`);
  return response;
}

const client = new Anthropic({ maxRetries: 2, middleware: [loud] });
try {
  await client.messages.create(body);
} catch (error) {
  console.error(String(error));
}
