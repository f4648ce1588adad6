import type { Layer } from '../policy/layer';
import { type CallRef, absolute } from '../program/fileView';
import { type ModelClass, agentModel } from './agentModels';
import { botocoreRetries } from './botocoreRetries';
import { claudeModelId } from './claudeModelId';
import { frameworkModel } from './frameworkModel';
import { frameworkRetries } from './frameworkRetries';
import type { LibraryModel, Tools } from './model';
import { entryOf, numberOption } from './options';

/** Strands Agents: an agent that is handed a model sends when it is called. */
export const strands: LibraryModel = frameworkModel({
  name: 'strands-agents',
  via: 'other',
  methods: new Set(['', '__call__', 'invoke_async', 'stream_async', 'structured_output', 'structured_output_async']),
  owns: (module, name) => isStrands(module) && name === 'Agent',
  model: agentModel('strands-agents', (module, name) => (isStrands(module) ? classes[name] : undefined)),
  // A text is the id of a Bedrock model.
  named: (place, tools) => {
    const named = claudeModelId(place, tools);
    return named && { provider: 'bedrock', library: 'strands-agents', errors: 'other', clientUnknown: false, layers: [botocoreRetries({}, tools)], ...(named.model !== undefined && { model: named.model }) };
  },
  same: new Set(),
  around: ({ name, of }, tools) => (name === 'Agent' ? [strategy(of, tools)] : []),
});

function isStrands(module: string): boolean {
  return module.split('.')[0] === 'strands';
}

const classes: Readonly<Record<string, ModelClass>> = {
  AnthropicModel: { provider: 'anthropic', errors: 'other', option: 'model_id', always: true, layer: (made, tools) => sdk(made, tools) },
  BedrockModel: { provider: 'bedrock', errors: 'other', option: 'model_id', layer: (made, tools) => botocoreRetries({ config: tools.option(made, 'boto_client_config') }, tools) },
  LiteLLMModel: { provider: 'gateway', errors: 'other', option: 'model_id', layer: (made, tools) => frameworkRetries({ name: 'litellm', option: 'num_retries', value: undefined, fallback: 0, at: absolute(made.chunk, made.call.argsSpan) }, tools) },
};

/** `AnthropicModel(client_args={"max_retries": 8})`. */
function sdk(made: CallRef, tools: Tools): Layer {
  const args = tools.option(made, 'client_args');
  const value = args && args !== 'unknown' ? entryOf(args, 'max_retries', tools) : args;
  return frameworkRetries({ name: 'anthropic', option: 'max_retries', value, fallback: 2, at: absolute(made.chunk, made.call.argsSpan) }, tools);
}

/** strands-agents 1.62.0 `event_loop/_retry.py`: 6 attempts after 4, 8, 16 ... s, for throttling alone; seen: a 529 is not sent again, `retry_strategy=None` sends once. */
function strategy(agent: CallRef, tools: Tools): Layer {
  const place = tools.option(agent, 'retry_strategy');
  const [value] = place && place !== 'unknown' ? tools.resolve(place) : [];
  const made = value?.kind === 'result' ? value.of : undefined;
  const attempts = place === undefined ? 6 : value?.kind === 'literal' && value.value === null ? 1 : made ? (numberOption(tools.option(made, 'max_attempts'), tools) ?? 6) : 'unknown';
  const covers = typeof attempts === 'number' ? attempts > 1 : ('unknown' as const);
  const at = place && place !== 'unknown' ? { at: absolute(place.chunk, place.expr.span) } : {};
  return { kind: 'framework', name: 'strands-agents', attempts, covers429: covers, covers529: false, coversConnection: false, retryAfter: 'ignored', maxWaitSeconds: place === undefined ? 124 : 'unknown', implicit: place === undefined, ...at };
}
