import { agentModel, sdkRetries } from './agentModels';
import { frameworkModel } from './frameworkModel';
import type { LibraryModel } from './model';

/** AutoGen: autogen-ext 0.7.5 `models/anthropic/_anthropic_client.py` leaves the SDK's 2 retries (seen: 3 requests for a 429). */
export const autogen: LibraryModel = frameworkModel({
  name: 'autogen-ext',
  via: 'other',
  methods: new Set(['create', 'create_stream', 'run', 'run_stream', 'on_messages', 'on_messages_stream']),
  owns: (module, name) => module.split('.')[0] === 'autogen_agentchat' && /(?:Agent|GroupChat|Swarm)$/.test(name),
  model: agentModel('autogen-ext', (module, name) => {
    if (!module.startsWith('autogen_ext')) return undefined;
    const base = { errors: 'anthropic', option: 'model', layer: sdkRetries('autogen-ext') } as const;
    if (name === 'AnthropicChatCompletionClient') return { ...base, provider: 'anthropic', always: true };
    if (name === 'AnthropicBedrockChatCompletionClient') return { ...base, provider: 'bedrock', always: true };
    return name === 'OpenAIChatCompletionClient' ? { ...base, provider: 'gateway', errors: 'openai' } : undefined;
  }),
  same: new Set(),
});
