import { type CallRef, absolute } from '../program/fileView';
import { type ModelClass, agentModel } from './agentModels';
import { frameworkModel } from './frameworkModel';
import { frameworkRetries } from './frameworkRetries';
import type { LibraryModel, Tools } from './model';

/** smolagents: models, and the agents that are handed one. */
export const smolagents: LibraryModel = frameworkModel({
  name: 'smolagents',
  via: 'other',
  methods: new Set(['', '__call__', 'run', 'generate', 'generate_stream']),
  owns: (module, name) => isSmolagents(module) && name.endsWith("Agent"),
  model: agentModel('smolagents', (module, name) => (isSmolagents(module) ? classes[name] : undefined)),
  same: new Set(),
});

function isSmolagents(module: string): boolean {
  return module.split('.')[0] === 'smolagents';
}

const gateway: ModelClass = { provider: 'gateway', errors: 'openai', option: 'model_id', layer };

const classes: Readonly<Record<string, ModelClass>> = {
  LiteLLMModel: gateway,
  LiteLLMRouterModel: gateway,
  OpenAIModel: gateway,
  OpenAIServerModel: gateway,
  AmazonBedrockModel: { ...gateway, provider: 'bedrock', errors: 'botocore' },
  AmazonBedrockServerModel: { ...gateway, provider: 'bedrock', errors: 'botocore' },
};

/** smolagents 1.26.0 `models.py`: `RETRY_MAX_ATTEMPTS = 3`, a minute doubled, on a rate limit; seen: 3 requests, 1 with `retry=False`. */
function layer(made: CallRef, tools: Tools) {
  const place = tools.option(made, 'retry');
  const off = place && place !== 'unknown' && place.expr.kind === 'boolean' && !place.expr.value;
  return frameworkRetries({ name: 'smolagents', option: 'retry', value: undefined, fallback: off ? 0 : 2, at: absolute(made.chunk, made.call.argsSpan), waitBefore: (retry) => 60 * 4 ** retry, retryAfter: 'ignored' }, tools);
}
