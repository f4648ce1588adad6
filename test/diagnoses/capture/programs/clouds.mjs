import AnthropicBedrock from '@anthropic-ai/bedrock-sdk';
import AnthropicVertex from '@anthropic-ai/vertex-sdk';
import { BedrockRuntimeClient, InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { show } from './show.mjs';

const [, , call] = process.argv;
const address = process.env.ANTHROPIC_BASE_URL;
const prompt = { max_tokens: 1024, messages: [{ role: 'user', content: 'Summarize the report.' }] };
const id = 'anthropic.claude-sonnet-4-5-20250929-v1:0';

const calls = {
  bedrock: () => new AnthropicBedrock({ baseURL: address, awsRegion: 'us-east-1', awsAccessKey: 'id', awsSecretKey: 'secret' }).messages.create({ ...prompt, model: id }),
  vertex: () => new AnthropicVertex({ baseURL: `${address}/v1`, region: 'us-east5', projectId: 'my-project', authClient: { getRequestHeaders: () => new Headers({ authorization: 'Bearer token' }) } }).messages.create({ ...prompt, model: 'claude-sonnet-4-5@20250929' }),
  aws: () => new BedrockRuntimeClient({ endpoint: address, requestHandler: new NodeHttpHandler(), region: 'us-east-1', credentials: { accessKeyId: 'id', secretAccessKey: 'secret' } }).send(new InvokeModelCommand({ modelId: id, contentType: 'application/json', body: JSON.stringify({ anthropic_version: 'bedrock-2023-05-31', ...prompt }) })),
};

try {
  await calls[call]();
} catch (error) {
  show(error);
}
