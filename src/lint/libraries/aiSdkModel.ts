import type { Provider } from '../call';
import type { CallRef } from '../program/fileView';
import type { Place } from '../program/place';
import { resultsOf, within } from '../program/resolve';
import type { Value } from '../program/value';
import { asksOther, claudeModel } from './claudeModel';
import type { Tools } from './model';

export interface AiSdkModel {
  readonly provider: Provider;
  readonly model?: string;
}

/** Models inside models: a wrapper around a registry's entry around a provider's model. */
const maxDepth = 5;

/**
 * The Claude model that an expression can be where the AI SDK (and what is built on it) takes a model: a provider's model,
 * the gateway's `anthropic/claude-…`, a wrapped one, an entry of a registry, or what a function of the program gives back.
 */
export function aiSdkModel(place: Place, tools: Tools, depth = 0): AiSdkModel | undefined {
  if (depth > maxDepth) return undefined;
  for (const value of tools.resolve(place)) {
    const found = ofValue(value, tools, depth + 1);
    if (found) return found;
  }
  const named = claudeModel(tools.texts(place));
  return named && { provider: 'gateway', ...named };
}

function ofValue(value: Value, tools: Tools, depth: number): AiSdkModel | undefined {
  const inside = (place: Place | 'unknown' | undefined) => (place && place !== 'unknown' ? aiSdkModel(place, tools, depth) : undefined);
  switch (value.kind) {
    case 'result':
      return value.path.length === 0 ? (made(value.callee, value.of, tools, depth) ?? wrapped(value, tools, depth)) : undefined;
    // Mastra: `{ id: 'anthropic/claude-…', apiKey }`, and a list of `{ model, maxRetries }` to fall back on.
    case 'object': {
      const entry = value.of.entries.find(({ key }) => key === 'model') ?? value.of.entries.find(({ key }) => ['id', 'modelId', 'name'].includes(key));
      return entry && inside(within(value, entry.value));
    }
    case 'list':
      return first(value.of.items, (item) => inside(within(value, item)));
    case 'function':
      return first(resultsOf(value.of), inside);
    default:
      return undefined;
  }
}

/** What makes a model of a provider: the provider itself or one of these. */
const makers = new Set(['languageModel', 'chat', 'chatModel', 'messages', 'completion', 'responses']);
/** Everything that these packages make is Claude (`@ai-sdk/anthropic` 3.0, `@ai-sdk/google-vertex` 4.0 `anthropic/`, `@ai-sdk/amazon-bedrock` 4.0 `anthropic/`). */
const onlyClaude = /^ai\/anthropic$|^@ai-sdk\/(?:anthropic|google-vertex\/anthropic(?:\/edge)?|amazon-bedrock\/anthropic)$/;
const anyModel = /^ai$|^@ai-sdk\/|ai-sdk|ai-provider|gateway/;

function made(callee: Value, of: CallRef, tools: Tools, depth: number): AiSdkModel | undefined {
  const source = providerOf(callee);
  if (!source) return undefined;
  const { module, factory } = source;
  const id = tools.argument(of, 0);
  const texts = id ? tools.texts(id) : [];
  const named = claudeModel(texts);
  if (onlyClaude.test(module)) {
    return factory && asksOther(id, tools.option(factory, 'baseURL'), tools) ? undefined : { provider: cloudOf(module), ...named };
  }
  if (factory && /(?:^|_)customProvider$/.test(source.name)) return registered(factory, texts, tools, depth);
  return named && anyModel.test(module) && !module.includes('claude-code') ? { provider: cloudOf(module), ...named } : undefined;
}

/** `anthropic`, `createAnthropic()`, and either of them with `.languageModel`. */
function providerOf(callee: Value): { readonly module: string; readonly name: string; readonly factory?: CallRef } | undefined {
  if (callee.kind === 'symbol') {
    const path = makers.has(callee.path.at(-1) ?? '') ? callee.path.slice(0, -1) : callee.path;
    const name = path.at(-1) ?? 'default';
    return /^create[A-Z]|[wW]rap|Provider$/.test(name) ? undefined : { module: callee.module, name };
  }
  if (callee.kind !== 'result' || callee.callee.kind !== 'symbol') return undefined;
  const [method, ...rest] = callee.path;
  const name = callee.callee.path.at(-1) ?? 'default';
  // `new OpenRouter()` is a provider, too.
  if (rest.length > 0 || (method !== undefined && !makers.has(method)) || !/^create[A-Z]|(?:^|_)customProvider$|^[A-Z]|^experimental_create/.test(name)) return undefined;
  return { module: callee.callee.module, name, factory: callee.of };
}

function cloudOf(module: string): Provider {
  if (module === '@ai-sdk/anthropic') return 'anthropic';
  if (module.includes('bedrock')) return 'bedrock';
  if (module.includes('vertex')) return 'vertex';
  return module.includes('azure') ? 'foundry' : 'gateway';
}

/** `customProvider({ languageModels: { fast: anthropic('claude-…') } })`: the entry of that name, or any where the name is not known. */
function registered(factory: CallRef, names: readonly string[], tools: Tools, depth: number): AiSdkModel | undefined {
  const models = tools.option(factory, 'languageModels');
  if (!models || models === 'unknown') return undefined;
  return first(tools.resolve(models), (value) => {
    if (value.kind !== 'object') return undefined;
    const known = value.of.entries.filter(({ key }) => names.includes(key));
    return first(known.length > 0 ? known : value.of.entries, (entry) => aiSdkModel(within(value, entry.value), tools, depth));
  });
}

/** `wrapLanguageModel({ model, middleware })`, and other packages' `withTracing(model, ...)`. */
function wrapped({ callee, of }: Extract<Value, { kind: 'result' }>, tools: Tools, depth: number): AiSdkModel | undefined {
  if (callee.kind !== 'symbol' || !/wrap|tracing|trace|model|instrument|observe|with[A-Z]/i.test(callee.path.at(-1) ?? '')) return undefined;
  const inner = tools.option(of, 'model') ?? tools.argument(of, 0);
  return inner && inner !== 'unknown' && !isText(inner, tools) ? aiSdkModel(inner, tools, depth) : undefined;
}

function isText(place: Place, tools: Tools): boolean {
  return tools.resolve(place).some((value) => value.kind === 'literal');
}

function first<T>(items: readonly T[], of: (item: T) => AiSdkModel | undefined): AiSdkModel | undefined {
  for (const item of items) {
    const found = of(item);
    if (found) return found;
  }
  return undefined;
}
