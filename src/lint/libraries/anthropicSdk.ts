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

const messages = 'create stream parse countTokens';
const batches = 'create retrieve list cancel delete results';
const files = 'list delete download retrieveMetadata upload';
const versions = 'create retrieve list delete download';

/**
 * Each resource's methods that send a request (`src/resources/` of 1.13.0): inference and what it works on, and Managed Agents, which run it.
 * The organization's administration is left out: none of its requests is answered by a model.
 */
const resources: Readonly<Record<string, string>> = {
  messages,
  'messages.batches': batches,
  'beta.messages': `${messages} toolRunner thread`,
  'beta.messages.batches': batches,
  completions: 'create',
  'beta.promptCaching.messages': 'create stream',
  'beta.tools.messages': 'create stream',
  models: 'retrieve list',
  'beta.models': 'retrieve list',
  files,
  'beta.files': files,
  skills: 'create retrieve list delete',
  'skills.versions': versions,
  'beta.skills': 'create retrieve list delete',
  'beta.skills.versions': versions,
  'beta.agents': 'create retrieve update list archive',
  'beta.agents.versions': 'list',
  'beta.sessions': 'create retrieve update list delete archive',
  'beta.sessions.events': 'list send stream toolRunner',
  'beta.sessions.resources': 'retrieve update list delete add',
  'beta.sessions.threads': 'retrieve list archive',
  'beta.sessions.threads.events': 'list stream',
  'beta.environments': 'create retrieve update list delete archive',
  'beta.deployments': 'create retrieve update list archive pause run unpause',
  'beta.deploymentRuns': 'retrieve list',
  'beta.dreams': 'create retrieve list archive cancel',
  'beta.memoryStores': 'create retrieve update list delete archive',
  'beta.memoryStores.memories': 'create retrieve update list delete',
  'beta.memoryStores.memoryVersions': 'retrieve list redact',
  'beta.vaults': 'create retrieve update list delete archive',
  'beta.vaults.credentials': 'create retrieve update list delete archive mcpOAuthValidate',
};

/** The official SDK for TypeScript and JavaScript, 1.13.0; `beta.promptCaching` and `beta.tools` are of 0.2x, `completions` went after 0.137. */
export const anthropicSdk: LibraryModel = sdkModel({
  name: '@anthropic-ai/sdk',
  languages: ['typescript', 'tsx', 'javascript'],
  client,
  clones: ['withOptions'],
  retries: 'maxRetries',
  baseUrl: 'baseURL',
  requestOptions: 1,
  core: '@anthropic-ai/sdk',
  // Ignored above 60 s up to 0.78.0, obeyed without a cap from 0.79.0, up to 2^31-1 ms from 0.126.0 on: `retryRequest` of src/client.ts.
  retryAfter: (version) => (isAtLeast(version, '0.79.0') === false ? 'capped' : 'honoured'),
  inside: scriptInside,
  methods: new Set(Object.entries(resources).flatMap(([resource, names]) => names.split(' ').map((name) => `${resource}.${name}`))),
  verbs: { get: 'GET', post: 'POST', patch: 'PATCH', put: 'PUT', delete: 'DELETE' },
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
