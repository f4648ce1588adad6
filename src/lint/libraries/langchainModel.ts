import type { Provider } from '../call';
import type { Layer } from '../policy/layer';
import type { CallRef } from '../program/fileView';
import type { Place } from '../program/place';
import type { Value } from '../program/value';
import { asksOther, claudeModel, namesClaude } from './claudeModel';
import type { Tools } from './model';
import { entryOf } from './options';
import { type OwnRetries, ownRetries } from './ownRetries';

/** A chat model of LangChain that is Claude. */
export interface ChatModel {
  readonly library: string;
  readonly provider: Provider;
  readonly model?: string;
  readonly layer: Layer;
  /** Absent where only its type is known. */
  readonly made?: CallRef;
}

/** True for LangChain's own packages, of both spellings. */
export function isLangChain(module: string): boolean {
  return /^(?:@langchain\/|langchain(?:\/|$))/.test(module);
}

interface ChatClass {
  readonly provider: Provider;
  /** Claude answers unless the options name another model. */
  readonly claude: boolean;
  readonly retries: 'caller' | 'aws';
}

/**
 * Those that use `AsyncCaller`: @langchain/anthropic 1.5.11, @langchain/openai 1.5.11, @langchain/google-common 2.x `connection.js`,
 * @langchain/community's Bedrock. `ChatBedrockConverse` (@langchain/aws 1.4.5 `chat_models.js`) reads no `maxRetries`: the AWS SDK re-sends.
 */
const classes: Readonly<Record<string, ChatClass>> = {
  ChatAnthropic: { provider: 'anthropic', claude: true, retries: 'caller' },
  ChatAnthropicMessages: { provider: 'anthropic', claude: true, retries: 'caller' },
  ChatBedrockConverse: { provider: 'bedrock', claude: true, retries: 'aws' },
  ChatBedrock: { provider: 'bedrock', claude: false, retries: 'caller' },
  BedrockChat: { provider: 'bedrock', claude: false, retries: 'caller' },
  Bedrock: { provider: 'bedrock', claude: false, retries: 'caller' },
  ChatVertexAI: { provider: 'vertex', claude: false, retries: 'caller' },
  ChatOpenAI: { provider: 'gateway', claude: false, retries: 'caller' },
  ChatOpenRouter: { provider: 'gateway', claude: false, retries: 'caller' },
};

/** The Claude model that a class of LangChain is, made by `of` or known by its type only. */
export function chatModel(type: Value, of: CallRef | undefined, tools: Tools): ChatModel | undefined {
  if (type.kind !== 'symbol' || !isLangChain(type.module)) return undefined;
  const name = type.path.at(-1) ?? '';
  if (name === 'initChatModel' && of) {
    const id = tools.argument(of, 0);
    return id && modelById(tools.texts(id), of, tools);
  }
  const known = classes[name];
  const library = packageOf(type.module);
  if (!known || (!of && !known.claude)) return undefined;
  if (!of) return { library, provider: known.provider, layer: layer(known, undefined, tools) };
  const place = tools.option(of, 'model') ?? tools.option(of, 'modelName') ?? tools.option(of, 'modelId');
  const texts = place && place !== 'unknown' ? tools.texts(place) : [];
  const named = claudeModel(texts);
  if (!named && !(known.claude && !isOther(known, place, of, tools))) return undefined;
  return { library, provider: known.provider, ...named, layer: layer(known, of, tools), made: of };
}

/** Bedrock's classes take any vendor's model; ChatAnthropic does where it is pointed at another address. */
function isOther({ provider }: ChatClass, place: Place | 'unknown' | undefined, of: CallRef, tools: Tools): boolean {
  if (provider === 'bedrock') return place !== undefined;
  return asksOther(place, tools.option(of, 'anthropicApiUrl') ?? tools.option(of, 'clientOptions'), tools);
}

/** `initChatModel('claude-…')` and `createAgent({ model: 'anthropic:claude-…' })`; `of` holds the options as its second argument. */
export function modelById(texts: readonly string[], of: CallRef | undefined, tools: Tools): ChatModel | undefined {
  const named = claudeModel(texts);
  if (!named) return undefined;
  const id = texts.find(namesClaude) ?? '';
  const provider: Provider = id.includes('bedrock') ? 'bedrock' : id.includes('vertex') ? 'vertex' : id.includes('openrouter') ? 'gateway' : 'anthropic';
  const set = of && tools.option(of, 'maxRetries', 1);
  return { library: 'langchain', provider, ...named, layer: provider === 'bedrock' ? ownRetries(aws, [], tools) : { ...ownRetries(caller, [set], tools), needsRetryAfter: true }, ...(of && { made: of }) };
}

/**
 * `AsyncCaller` (@langchain/core 1.4.0 `utils/async_caller.js`): 6 retries, 1 s doubled and up to twice as long. A 429 is sent again where
 * it carries a retry-after of 60 s at most, as the API's rate limits do; one without is given up at once.
 */
const caller: OwnRetries = { kind: 'framework', name: 'LangChain', option: 'maxRetries', counts: 'retries', byDefault: 6, retryAfter: 'capped', waitBefore: (retry) => 2 ** retry };
/** @smithy/core `submodules/retry`: 3 attempts, 1 s doubled up to 20 s after throttling. */
const aws: OwnRetries = { kind: 'framework', name: 'AWS SDK', option: 'maxAttempts', counts: 'attempts', byDefault: 2, serverErrors: [500, 502, 503, 504], retryAfter: 'capped', waitBefore: (retry) => Math.min(2 ** (retry - 1), 20) };

function layer({ retries }: ChatClass, of: CallRef | undefined, tools: Tools): Layer {
  const byDefault = of ? (retries === 'aws' ? aws.byDefault : caller.byDefault) : 'unknown';
  if (retries === 'aws') {
    const client = of && tools.option(of, 'clientOptions');
    const set: Place | 'unknown' | undefined = client && client !== 'unknown' ? entryOf(client, 'maxAttempts', tools) : client;
    return ownRetries({ ...aws, byDefault: of && tools.option(of, 'client') !== undefined ? 'unknown' : byDefault }, [set], tools);
  }
  const found = { ...ownRetries({ ...caller, byDefault }, [of && tools.option(of, 'maxRetries')], tools), needsRetryAfter: true } as const;
  // A handler of one's own takes the place of the one that lets a 429 through.
  const handled = of && tools.option(of, 'onFailedAttempt') !== undefined && found.covers429 === true;
  return handled ? { ...found, covers429: 'unknown', covers529: 'unknown', coversConnection: 'unknown' } : found;
}

function packageOf(module: string): string {
  return module.startsWith('@') ? module.split('/').slice(0, 2).join('/') : (module.split('/')[0] ?? module);
}
