import { type Layer, unknownLayer } from '../policy/layer';
import { type CallRef, absolute } from '../program/fileView';
import type { Value } from '../program/value';
import { claudeModelId } from './claudeModelId';
import { litellmProvider } from './litellmProvider';
import { litellmRetries } from './litellmRetries';
import { routerRequest } from './litellmRouter';
import type { LibraryModel, RequestMatch, Tools } from './model';
import { pythonArgument } from './options';

const sending = ['completion', 'text_completion', 'batch_completion', 'batch_completion_models', 'responses', 'completion_with_retries'];
const functions = new Set([...sending, ...sending.map((name) => `a${name}`)]);

/** litellm 1.110.2: functions that ask the model they are told by name, and its `Router`. */
export const litellm: LibraryModel = {
  name: 'litellm',
  languages: ['python'],
  words: ['anthropic', 'claude'],
  callNames: [...functions],
  request: (ref, callee, tools) => (isOfModule(callee) ? functionRequest(ref, callee.path.at(-1) ?? '', tools) : routerRequest(ref, callee, tools)),
};

function isOfModule(callee: Value): callee is Extract<Value, { kind: 'symbol' }> {
  return callee.kind === 'symbol' && /^litellm(?:\.|$)/.test(callee.module);
}

function functionRequest(ref: CallRef, api: string, tools: Tools): RequestMatch | undefined {
  if (!functions.has(api)) return undefined;
  const named = claudeModelId(pythonArgument(ref, 'model', 0, tools), tools) ?? configured(ref, tools);
  if (!named) return undefined;
  const stream = tools.option(ref, 'stream');
  const provider = providerOf(ref, tools);
  const id = provider === undefined || provider === 'unknown' || named.id.startsWith(`${provider}/`) ? named.id : `${provider}/${named.id}`;
  return {
    provider: litellmProvider(id),
    via: 'litellm',
    library: 'litellm',
    api,
    streaming: typeof stream === 'object' && stream.expr.kind === 'boolean' && stream.expr.value,
    ...(named.model !== undefined && { model: named.model }),
    layers: [provider === 'unknown' ? unknownLayer({ kind: 'framework', name: 'litellm', at: absolute(ref.chunk, ref.call.callee.span) }) : litellmRetries({ ref, api, id }, tools), ...fallbacks(ref, tools)],
    throws: !api.includes('batch_'),
    errors: 'openai',
    client: ref,
    clientUnknown: false,
  };
}

/** `custom_llm_provider="openai"` says whom it asks, whatever stands before the model's name (litellm 1.110.2: seen, 3 requests for a 429). */
function providerOf(ref: CallRef, tools: Tools): string | undefined {
  const place = tools.option(ref, 'custom_llm_provider');
  if (place === undefined || place === 'unknown') return place;
  if (place.expr.kind === 'null') return undefined;
  const [provider] = tools.texts(place);
  return provider === undefined || provider.includes('\u0000') ? 'unknown' : provider;
}

/** `fallbacks=[...]`: another model is asked after any error (seen: two requests for one 429). */
function fallbacks(ref: CallRef, tools: Tools): readonly Layer[] {
  const place = tools.option(ref, 'fallbacks');
  if (place === undefined) return [];
  const value = place === 'unknown' ? undefined : tools.resolve(place)[0];
  if (value?.kind === 'literal' && value.value === null) return [];
  const others = value?.kind === 'list' ? value.of.items.length : 'unknown';
  const covers = others === 'unknown' ? others : others > 0;
  const at = absolute(ref.chunk, (place === 'unknown' ? ref.call.callee : place.expr).span);
  return [{ kind: 'helper', name: 'fallbacks', attempts: others === 'unknown' ? others : others + 1, covers429: covers, covers529: covers, coversConnection: covers, retryAfter: 'ignored', maxWaitSeconds: 'unknown', implicit: false, at }];
}

/** Where the model is chosen elsewhere and the same file hands LiteLLM a key for Claude, the call can ask Claude: `litellm.anthropic_key = ...`. */
function configured(ref: CallRef, tools: Tools): ReturnType<typeof claudeModelId> {
  const { chunk } = ref;
  const place = pythonArgument(ref, 'model', 0, tools);
  const isOpen = place === 'unknown' || (place !== undefined && tools.texts(place).every((text) => text === '\u0000'));
  const hasKey = chunk.file.chunks.some(({ facts }) => facts.entries.some(({ target, key }) => target === 'litellm' && key === 'anthropic_key'));
  return isOpen && hasKey ? { id: 'anthropic/' } : undefined;
}
