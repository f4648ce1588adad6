import { type Layer, unknownLayer } from '../policy/layer';
import type { Provider } from '../call';
import type { CallRef } from '../program/fileView';
import type { Value } from '../program/value';
import { anthropicPythonMethods } from './anthropicPythonMethods';
import { pythonInside } from './httpClientInside';
import type { LibraryModel, RequestMatch, Tools } from './model';
import { pythonArgument, spanOf } from './options';
import { pythonMethod } from './pythonMethod';
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

/** `client.post("/v1/messages", cast_to=..., body=...)`: `_base_client.py`. */
const raw = 'post';

const sdk = sdkModel({
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
  methods: new Set([...anthropicPythonMethods, raw]),
  isOwnModule: (module) => module.startsWith('.'),
});

/** The official SDK for Python, 0.125.0 and 2.13.0, and the client of 0.2.10. */
export const anthropicPython: LibraryModel = {
  ...sdk,
  callNames: [...(sdk.callNames ?? []), ...legacy()],
  request,
};

function request(ref: CallRef, callee: Value, tools: Tools): RequestMatch | undefined {
  const old = legacyRequest(callee);
  if (old) return old;
  const thread = threadOf(callee);
  const found = sdk.request?.(ref, thread ?? callee, tools);
  if (found && thread) return { ...found, api: `beta.messages.thread.${nameOf(callee)}` };
  return found?.api === raw ? rawRequest(ref, found, tools) : found;
}

function client(type: Value) {
  if (type.kind !== 'symbol' || (type.module !== 'anthropic' && !type.module.startsWith('anthropic.'))) return undefined;
  const provider = classes[(type.path.at(-1) ?? '').replace(/^Async/, '')];
  return provider && { library: 'anthropic', provider };
}

/** `options` of a raw request can hold `max_retries`, which is not read. */
function rawRequest(ref: CallRef, found: RequestMatch, tools: Tools): RequestMatch | undefined {
  const place = pythonArgument(ref, 'path', 0, tools);
  const paths = place && place !== 'unknown' ? tools.texts(place) : [];
  const path = paths.find((text) => /^\/?v1\/(?:messages|complete)\b/.test(text));
  if (path === undefined) return undefined;
  const options = tools.option(ref, 'options');
  const layers: readonly Layer[] = options === undefined ? found.layers : options === 'unknown' ? [] : [unknownLayer({ kind: 'sdk', name: 'anthropic', at: spanOf(options) })];
  return { ...found, api: `POST /${path.replace(/^\//, '')}`, layers };
}

/** A thread sends nothing until it is asked to: `client.beta.messages.thread(...).send(...)`, `lib/threads/_beta_threads.py`. */
function threadOf(callee: Value): Value | undefined {
  if (callee.kind !== 'result' || callee.callee.kind !== 'result' || !['send', 'parse', 'stream', 'tool_runner'].includes(callee.path.join('.'))) return undefined;
  return callee.callee.path.join('.') === 'beta.messages.thread' ? { ...callee.callee, path: ['beta', 'messages', 'create'] } : undefined;
}

function nameOf(callee: Value): string {
  return callee.kind === 'result' ? (callee.path.at(-1) ?? '') : '';
}

function legacy(): readonly string[] {
  return ['completion', 'acompletion', 'completion_stream', 'acompletion_stream'];
}

/** `anthropic.Client(key).completion(...)`, 0.2.10 `api.py`: a POST that it sends again only when no connection is made. */
function legacyRequest(callee: Value): RequestMatch | undefined {
  const method = pythonMethod(callee, new Set(['anthropic.Client', 'anthropic.api.Client']));
  if (!method || !legacy().includes(method.name)) return undefined;
  const { name } = method;
  return {
    provider: 'anthropic',
    via: 'sdk',
    library: 'anthropic',
    api: name,
    streaming: name.endsWith('_stream'),
    layers: [],
    throws: true,
    errors: 'other',
    // The constructor takes no number of retries that a fix could set.
    clientUnknown: false,
  };
}
