import type { Provider } from '../call';
import type { Value } from '../program/value';
import type { LibraryModel } from './model';
import { scriptInside } from './sdkBetween';
import { sdkModel } from './sdkClient';
import { isAtLeast } from './versions';

/** The cloud packages inherit the retries of `@anthropic-ai/sdk`: bedrock-sdk 1.1.3, vertex-sdk 1.1.3, foundry-sdk 1.1.1, aws-sdk 1.1.2, google-cloud-sdk 1.1.4. */
const packages: Readonly<Record<string, Provider>> = {
  '@anthropic-ai/sdk': 'anthropic',
  '@anthropic-ai/bedrock-sdk': 'bedrock',
  '@anthropic-ai/vertex-sdk': 'vertex',
  '@anthropic-ai/foundry-sdk': 'foundry',
  '@anthropic-ai/aws-sdk': 'anthropic',
  '@anthropic-ai/google-cloud-sdk': 'anthropic',
};

const classes = new Set([
  'default',
  'Anthropic',
  'BaseAnthropic',
  'AnthropicBedrock',
  'AnthropicBedrockMantle',
  'AnthropicVertex',
  'AnthropicFoundry',
  'AnthropicAws',
  'AnthropicGoogleCloud',
]);

/** The official SDK for TypeScript and JavaScript, 1.13.0; `beta.promptCaching` and `beta.tools` are of 0.2x, `completions` went after 0.137. */
export const anthropicSdk: LibraryModel = sdkModel({
  name: '@anthropic-ai/sdk',
  languages: ['typescript', 'tsx', 'javascript'],
  client,
  clones: ['withOptions'],
  retries: 'maxRetries',
  requestOptions: 1,
  core: '@anthropic-ai/sdk',
  // Ignored above 60 s up to 0.78.0, obeyed without a cap from 0.79.0, up to 2^31-1 ms from 0.126.0 on: `retryRequest` of src/client.ts.
  retryAfter: (version) => (isAtLeast(version, '0.79.0') === false ? 'capped' : 'honoured'),
  inside: scriptInside,
  methods: new Set([
    ...['create', 'stream', 'parse', 'countTokens'].flatMap((name) => [`messages.${name}`, `beta.messages.${name}`]),
    'beta.messages.toolRunner',
    'beta.messages.thread',
    ...['create', 'retrieve', 'list', 'cancel', 'delete', 'results'].flatMap((name) => [`messages.batches.${name}`, `beta.messages.batches.${name}`]),
    'beta.promptCaching.messages.create',
    'beta.promptCaching.messages.stream',
    'beta.tools.messages.create',
    'beta.tools.messages.stream',
    'completions.create',
  ]),
  isOwnModule: (module) => /^(?:\.|@\/|~|#)/.test(module),
});

function client(type: Value) {
  if (type.kind !== 'symbol') return undefined;
  const library = packageOf(type.module);
  const provider = packages[library];
  return provider !== undefined && classes.has(type.path.at(-1) ?? 'default') ? { library, provider } : undefined;
}

/** The package of a module name: `npm:@anthropic-ai/sdk@1.13.0/index.mjs` and a CDN's address name it too. */
function packageOf(module: string): string {
  return /@anthropic-ai\/[a-z-]+/.exec(module)?.[0] ?? module;
}
