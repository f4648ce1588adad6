import Anthropic from '@anthropic-ai/sdk';

const body = { model: 'claude-sonnet-5', max_tokens: 16, messages: [{ role: 'user', content: 'Say yes.' }] };
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

async function again(request, next) {
  for (let attempt = 0; ; attempt++) {
    const response = await next(request);
    if (response.status !== 429 || attempt === 3) return response;
    await sleep(20);
  }
}

const client = new Anthropic({ maxRetries: 0, middleware: [again] });
try {
  await client.messages.create(body);
} catch (error) {
  console.error(String(error));
}
