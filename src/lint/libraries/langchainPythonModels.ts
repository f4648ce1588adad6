import type { Provider } from '../call';
import { type CallRef, absolute } from '../program/fileView';
import type { Place } from '../program/place';
import type { Value } from '../program/value';
import { botocoreRetries } from './botocoreRetries';
import { asksOther } from './claudeModel';
import { claudeModelId } from './claudeModelId';
import type { HeldModel } from './framework';
import { frameworkRetries } from './frameworkRetries';
import type { Tools } from './model';
import { pythonArgument } from './options';

interface Kind extends Pick<HeldModel, 'errors'> {
  readonly provider: Provider;
  /** Options that name the model; absent where every model of the class is Claude. */
  readonly names?: readonly string[];
  /** Retries where `max_retries` is absent: `'botocore'` leaves them to the AWS client. */
  readonly retries: number | 'botocore';
}

/** langchain-anthropic 1.7.10 `chat_models.py`, `llms.py`: `max_retries: int = 2`, handed to the SDK; seen: 3 requests for 429, 529 and 500. */
const anthropic: Kind = { provider: 'anthropic', errors: 'anthropic', retries: 2 };
/** langchain-aws `bedrock_converse.py`: `max_retries` becomes botocore's `max_attempts`, absent it leaves the client's own. */
const bedrock: Kind = { provider: 'bedrock', errors: 'botocore', retries: 'botocore', names: ['model', 'model_id', 'base_model_id', 'base_model'] };
/** langchain-openai `chat_models/base.py`: `max_retries: int | None = None`, which leaves the SDK's 2. */
const openai: Kind = { provider: 'gateway', errors: 'openai', retries: 2, names: ['model', 'model_name'] };

const classes: Readonly<Record<string, Kind>> = {
  ChatAnthropic: anthropic,
  ChatAnthropicMessages: anthropic,
  AnthropicLLM: anthropic,
  Anthropic: anthropic,
  ChatAnthropicBedrock: { ...anthropic, provider: 'bedrock' },
  ChatBedrock: bedrock,
  ChatBedrockConverse: bedrock,
  BedrockChat: bedrock,
  BedrockLLM: bedrock,
  Bedrock: bedrock,
  // langchain-google-vertexai `_base.py`: `max_retries: int = 6`; `model_garden.py` hands 3 to the SDK's client.
  ChatAnthropicVertex: { provider: 'vertex', errors: 'anthropic', retries: 3 },
  ChatVertexAI: { provider: 'vertex', errors: 'other', retries: 6, names: ['model', 'model_name'] },
  ChatOpenAI: openai,
  OpenAI: openai,
  ChatOpenRouter: openai,
  ChatDatabricks: { ...openai, names: ['endpoint', 'model'] },
  // langchain-litellm `chat_models/litellm.py`: `max_retries: int = 1`, its own loop of that many attempts.
  ChatLiteLLM: { provider: 'gateway', errors: 'openai', retries: 0, names: ['model', 'model_name'] },
};

/** LangChain's own packages: `langchain`, `langchain_core`, `langchain_anthropic`, `langgraph`, ... */
export function isLangchain(module: string): boolean {
  return /^(?:langchain|langgraph|deepagents)/.test(module);
}

/** The Claude model that a chat model's class or `init_chat_model` makes. */
export function langchainModel(type: Value, made: CallRef | undefined, tools: Tools): HeldModel | undefined {
  if (type.kind !== 'symbol' || !isLangchain(type.module)) return undefined;
  const name = type.path.at(-1) ?? '';
  if (name === 'init_chat_model') return made && initialized(made, tools);
  const kind = classes[name];
  if (!kind) return undefined;
  const library = (type.module.split('.')[0] ?? '').replaceAll('_', '-');
  return held({ kind, library, made, named: namedBy(kind, made, tools) }, tools);
}

/** An agent told its model by a text, which it makes by `init_chat_model`: `create_agent("anthropic:claude-...")`. */
export function namedLangchainModel(place: Place, tools: Tools): HeldModel | undefined {
  const named = claudeModelId(place, tools);
  return named && held({ kind: kindOf(named.id), library: 'langchain', made: undefined, named, retries: 2 }, tools);
}

function initialized(made: CallRef, tools: Tools): HeldModel | undefined {
  const named = claudeModelId(pythonArgument(made, 'model', 0, tools), tools);
  const provider = tools.option(made, 'model_provider');
  const given = provider && provider !== 'unknown' ? tools.texts(provider) : [];
  if (!named && !given.includes('anthropic')) return undefined;
  const kind = given.some((text) => text.startsWith('bedrock')) ? bedrock : kindOf(named?.id ?? '');
  return held({ kind, library: 'langchain', made, named: named ?? { id: '' } }, tools);
}

function kindOf(id: string): Kind {
  if (id.startsWith("bedrock")) return bedrock;
  if (id.startsWith("google")) return { ...anthropic, provider: 'vertex' };
  return /^open(?:router|ai):/.test(id) ? openai : anthropic;
}

type Named = ReturnType<typeof claudeModelId>;

function namedBy({ names }: Kind, made: CallRef | undefined, tools: Tools): Named {
  if (!made) return names ? undefined : { id: '' };
  const places = ['model', 'model_name', ...(names ?? [])].map((name) => tools.option(made, name));
  const provider = tools.option(made, 'provider');
  const isAnthropic = provider && provider !== 'unknown' && tools.texts(provider).includes('anthropic');
  for (const place of places) {
    const named = claudeModelId(place, tools);
    if (named) return named;
  }
  if (places.some((place) => asksOther(place, tools.option(made, 'base_url') ?? tools.option(made, 'anthropic_api_url'), tools))) return undefined;
  return names && !isAnthropic ? undefined : { id: '' };
}

interface Found {
  readonly kind: Kind;
  readonly library: string;
  readonly made: CallRef | undefined;
  readonly named: Named;
  /** Where there is no call to read options from. */
  readonly retries?: number;
}

function held({ kind, library, made, named, retries }: Found, tools: Tools): HeldModel | undefined {
  if (!named) return undefined;
  const { provider, errors } = kind;
  const value = made && tools.option(made, 'max_retries');
  const layer =
    kind.retries === 'botocore' && made
      ? botocoreRetries({ client: clientOf(made, tools), config: tools.option(made, 'config'), retries: value }, tools)
      : frameworkRetries({ name: library, option: 'max_retries', value, fallback: !made && retries === undefined ? 'unknown' : kind.retries === 'botocore' ? 2 : kind.retries, at: made && absolute(made.chunk, made.call.argsSpan) }, tools);
  return { provider, library, errors, layers: [layer], clientUnknown: !made && retries === undefined, ...(named.model !== undefined && { model: named.model }), ...(made && { client: made }) };
}

/** The AWS client that a Bedrock model was given. */
function clientOf(made: CallRef, tools: Tools): CallRef | 'unknown' | undefined {
  const place = tools.option(made, 'client');
  if (place === undefined || place === 'unknown') return place;
  const client = tools.resolve(place).find((value) => value.kind === 'result');
  return client?.kind === 'result' ? client.of : 'unknown';
}
