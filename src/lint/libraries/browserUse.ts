import type { Layer } from '../policy/layer';
import { type CallRef, absolute } from '../program/fileView';
import { type ModelClass, agentModel } from './agentModels';
import { botocoreRetries } from './botocoreRetries';
import { frameworkModel } from './frameworkModel';
import { frameworkRetries } from './frameworkRetries';
import { langchainModel } from './langchainPythonModels';
import type { LibraryModel, Tools } from './model';

const own = agentModel('browser-use', (module, name) => (isBrowserUse(module) ? classes[name] : undefined));

/** browser-use: an agent that is handed a model of its own or, in its older versions, one of LangChain's. */
export const browserUse: LibraryModel = frameworkModel({
  name: 'browser-use',
  via: 'other',
  methods: new Set(['run', 'run_sync', 'step', 'take_step']),
  owns: (module, name) => isBrowserUse(module) && name === 'Agent',
  model: (type, made, tools) => own(type, made, tools) ?? langchainModel(type, made, tools),
  same: new Set(),
  around: ({ name, of }) => (name === 'Agent' ? [steps(of)] : []),
});

function isBrowserUse(module: string): boolean {
  return module.split('.')[0] === 'browser_use';
}

const classes: Readonly<Record<string, ModelClass>> = {
  ChatAnthropic: { provider: 'anthropic', errors: 'other', option: 'model', always: true, layer: sdk },
  ChatAnthropicBedrock: { provider: 'bedrock', errors: 'other', option: 'model', always: true, layer: sdk },
  ChatAWSBedrock: { provider: 'bedrock', errors: 'other', option: 'model', layer: (_made, tools) => botocoreRetries({}, tools) },
};

/** browser-use 0.13.14 `llm/anthropic/chat.py`, `llm/aws/chat_anthropic.py`: `max_retries: int = 10`, handed to the SDK. */
function sdk(made: CallRef, tools: Tools): Layer {
  return frameworkRetries({ name: 'browser-use', option: 'max_retries', value: tools.option(made, 'max_retries'), fallback: 10, at: absolute(made.chunk, made.call.argsSpan) }, tools);
}

/** browser-use 0.13.14 `agent/service.py`: a step that failed is taken again up to `max_failures` times in a row, 5 by default, and asks anew. */
function steps(of: CallRef): Layer {
  return { kind: 'framework', name: 'browser-use', attempts: 'unknown', covers429: 'unknown', covers529: 'unknown', coversConnection: 'unknown', retryAfter: 'ignored', maxWaitSeconds: 'unknown', implicit: true, at: absolute(of.chunk, of.call.argsSpan) };
}
