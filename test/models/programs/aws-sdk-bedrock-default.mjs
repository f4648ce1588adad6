import { BedrockRuntimeClient, InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';

const handler = new NodeHttpHandler();
const client = new BedrockRuntimeClient({
  region: 'us-east-1',
  endpoint: process.env.ANTHROPIC_BASE_URL ?? 'https://api.anthropic.com',
  credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
  requestHandler: { handle },
});

/** The path of the Claude API, so that what answers in a test knows it. */
function handle(request, options) {
  const headers = { ...request.headers, 'x-api-key': process.env.ANTHROPIC_API_KEY, 'anthropic-version': '2023-06-01' };
  return handler.handle(Object.assign(request, { path: '/v1/messages', headers }), options);
}

const body = JSON.stringify({ anthropic_version: 'bedrock-2023-05-31', model: 'claude-haiku-4-5', max_tokens: 16, messages: [{ role: 'user', content: 'Hi' }] });

try {
  await client.send(new InvokeModelCommand({ modelId: 'anthropic.claude-haiku-4-5-20251001-v1:0', contentType: 'application/json', body }));
} catch (error) {
  console.error(String(error));
}
