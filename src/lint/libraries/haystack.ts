import { type ModelClass, agentModel, sdkRetries } from './agentModels';
import { frameworkModel } from './frameworkModel';
import type { LibraryModel } from './model';

/** anthropic-haystack 8.0.1 `chat_generator.py`: `max_retries: int | None = None` leaves the SDK's 2; seen: 3 requests, 1 with 0. */
const claude: ModelClass = { provider: 'anthropic', errors: 'anthropic', option: 'model', always: true, layer: sdkRetries('anthropic-haystack') };

const classes: Readonly<Record<string, ModelClass>> = {
  AnthropicGenerator: claude,
  AnthropicChatGenerator: claude,
  AnthropicVertexChatGenerator: { ...claude, provider: 'vertex' },
  AnthropicFoundryChatGenerator: { ...claude, provider: 'foundry' },
};

/** Haystack's generators for Claude, and agents that are handed one. */
export const haystack: LibraryModel = frameworkModel({
  name: 'anthropic-haystack',
  via: 'other',
  methods: new Set(['run', 'run_async']),
  owns: (module, name) => module.split('.')[0] === 'haystack' && name === 'Agent',
  model: agentModel('anthropic-haystack', (module, name) => (module.startsWith('haystack_integrations') ? classes[name] : undefined)),
  same: new Set(),
});
