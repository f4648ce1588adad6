import type { Provider } from '../call';
import type { Value } from '../program/value';
import { pythonInside } from './httpClientInside';
import type { LibraryModel } from './model';
import { sdkModel } from './sdkClient';
import { isAtLeast } from './versions';

/** Each with its `Async...` twin; `Client` and `AsyncClient` are other names of the first. */
const classes: Readonly<Record<string, Provider>> = {
  Anthropic: 'anthropic',
  Client: 'anthropic',
  AnthropicBedrock: 'bedrock',
  AnthropicBedrockMantle: 'bedrock',
  AnthropicVertex: 'vertex',
  AnthropicFoundry: 'foundry',
  AnthropicAWS: 'anthropic',
  AnthropicGoogleCloud: 'anthropic',
};

/** The official SDK for Python, 0.121.0; `beta.prompt_caching` and `beta.tools` are of older ones. */
export const anthropicPython: LibraryModel = sdkModel({
  name: 'anthropic',
  languages: ['python'],
  client,
  clones: ['with_options', 'copy'],
  retries: 'max_retries',
  baseUrl: 'base_url',
  core: 'anthropic',
  // Obeyed up to 2^32 ms: 2.13.0 `_base_client.py`. 0.121.0 ignored more than 60 s.
  retryAfter: (version) => (isAtLeast(version, '2.0.0') === false ? 'capped' : 'honoured'),
  inside: pythonInside,
  methods: new Set([
    ...['create', 'stream', 'parse', 'count_tokens'].flatMap((name) => [`messages.${name}`, `beta.messages.${name}`]),
    'beta.messages.tool_runner',
    ...['create', 'retrieve', 'list', 'cancel', 'delete', 'results'].flatMap((name) => [`messages.batches.${name}`, `beta.messages.batches.${name}`]),
    'beta.prompt_caching.messages.create',
    'beta.prompt_caching.messages.stream',
    'beta.tools.messages.create',
    'beta.tools.messages.stream',
    'completions.create',
  ]),
  isOwnModule: (module) => module.startsWith('.'),
});

function client(type: Value) {
  if (type.kind !== 'symbol' || (type.module !== 'anthropic' && !type.module.startsWith('anthropic.'))) return undefined;
  const provider = classes[(type.path.at(-1) ?? '').replace(/^Async/, '')];
  return provider && { library: 'anthropic', provider };
}
