import type { Layer } from '../policy/layer';
import { type CallRef, absolute } from '../program/fileView';
import type { Place } from '../program/place';
import type { Value } from '../program/value';
import { botocoreRetries } from './botocoreRetries';
import { asksOther } from './claudeModel';
import { claudeModelId } from './claudeModelId';
import type { HeldModel } from './framework';
import { frameworkModel } from './frameworkModel';
import { frameworkRetries } from './frameworkRetries';
import type { LibraryModel, Tools } from './model';
import { pythonArgument } from './options';
import { pythonClient, pythonClientRetries } from './pythonClient';

/** Pydantic AI: agents. Their `retries` are for answers that do not fit, not for errors of the service. */
export const pydanticAi: LibraryModel = frameworkModel({
  name: 'pydantic-ai',
  via: 'other',
  methods: new Set(['run', 'run_sync', 'run_stream', 'run_stream_sync', 'run_stream_events', 'iter']),
  owns: (module) => module.split('.')[0] === 'pydantic_ai',
  model,
  named: (place, tools) => {
    const named = claudeModelId(place, tools);
    return named && { ...base(named), provider: providerOf(named.id), layers: [providerOf(named.id) === 'bedrock' ? botocoreRetries({}, tools) : usual(tools)] };
  },
  same: new Set(),
  around: ({ name, of }) => (name === 'FallbackModel' ? [fallback(of)] : []),
});

function base(named: ReturnType<typeof claudeModelId>) {
  return { library: 'pydantic-ai', errors: 'pydantic-ai', clientUnknown: false, ...(named?.model !== undefined && { model: named.model }) } as const;
}

function providerOf(id: string): HeldModel['provider'] {
  if (id.startsWith('bedrock:')) return 'bedrock';
  if (id.startsWith("google")) return 'vertex';
  return /^(?:anthropic:|claude)/.test(id) ? 'anthropic' : 'gateway';
}

/** pydantic-ai-slim 2.68.0: the SDK's own 2 retries; seen: 3 requests for 429, 529 and 500. */
function usual(tools: Tools): Layer {
  return frameworkRetries({ name: 'pydantic-ai', option: 'max_retries', value: undefined, fallback: 2, at: undefined }, tools);
}

const classes: Readonly<Record<string, HeldModel['provider']>> = {
  AnthropicModel: 'anthropic',
  BedrockConverseModel: 'bedrock',
  OpenAIModel: 'gateway',
  OpenAIChatModel: 'gateway',
  OpenRouterModel: 'gateway',
};

function model(type: Value, made: CallRef | undefined, tools: Tools): HeldModel | undefined {
  if (type.kind !== 'symbol' || type.module.split('.')[0] !== 'pydantic_ai' || !made) return undefined;
  const name = type.path.at(-1) ?? '';
  const provider = classes[name];
  const id = pythonArgument(made, 'model_name', 0, tools);
  const named = claudeModelId(id, tools);
  if (asksOther(id, providerOption(made, 'base_url', tools), tools)) return undefined;
  if (!provider || (!named && name !== 'AnthropicModel')) return undefined;
  return { ...base(named), provider, client: made, layers: [providedLayer(provider, made, tools)] };
}

function providerOption(made: CallRef, name: string, tools: Tools): Place | 'unknown' | undefined {
  const place = tools.option(made, 'provider');
  const found = place && place !== 'unknown' ? tools.resolve(place).find((value) => value.kind === 'result') : undefined;
  return found?.kind === 'result' ? tools.option(found.of, name) : undefined;
}

/** The retries of the client that a provider was given: `AnthropicProvider(anthropic_client=AsyncAnthropic(max_retries=8))`. */
function providedLayer(provider: HeldModel['provider'], made: CallRef, tools: Tools): Layer {
  const given = (name: string) => providerOption(made, name, tools);
  const client = given('anthropic_client') ?? given('openai_client');
  const [value] = client && client !== 'unknown' ? tools.resolve(client) : [];
  const sdk = value && pythonClient(value);
  if (sdk) return pythonClientRetries(sdk, tools);
  if (provider === 'bedrock') {
    const aws = given('bedrock_client');
    const [service] = aws && aws !== 'unknown' ? tools.resolve(aws) : [];
    return botocoreRetries(aws === undefined ? {} : { client: service?.kind === 'result' ? service.of : 'unknown' }, tools);
  }
  // `pydantic_ai.retries` puts a transport below the SDK.
  if (client !== undefined || given('http_client') !== undefined) return frameworkRetries({ name: 'pydantic-ai', option: 'http_client', value: undefined, fallback: 'unknown', at: undefined }, tools);
  return usual(tools);
}

/** `models/fallback.py`: the next model is asked after any ModelAPIError. */
function fallback(of: CallRef): Layer {
  const attempts = of.call.args.filter(({ name }) => name === undefined).length;
  return { kind: 'helper', name: 'FallbackModel', attempts, covers429: attempts > 1, covers529: attempts > 1, coversConnection: attempts > 1, retryAfter: 'ignored', maxWaitSeconds: 'unknown', implicit: false, at: absolute(of.chunk, of.call.callee.span) };
}
