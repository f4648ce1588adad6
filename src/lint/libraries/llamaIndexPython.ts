import { type CallRef, type FileView, absolute } from '../program/fileView';
import type { Place } from '../program/place';
import type { Value } from '../program/value';
import { botocoreRetries } from './botocoreRetries';
import { claudeModelId } from './claudeModelId';
import type { HeldModel } from './framework';
import { frameworkModel } from './frameworkModel';
import { frameworkRetries } from './frameworkRetries';
import { litellmRetries } from './litellmRetries';
import type { LibraryModel, Tools } from './model';
import { pythonArgument } from './options';

const sending = ['complete', 'chat', 'predict', 'structured_predict', 'chat_with_tools', 'predict_and_call', 'query', 'synthesize', 'run', 'call'];

/** LlamaIndex for Python: models, and the engines and agents that are handed one or use `Settings.llm`. */
export const llamaIndexPython: LibraryModel = frameworkModel({
  name: 'llama-index',
  via: 'other',
  methods: new Set(sending.flatMap((name) => [name, `a${name}`, `stream_${name}`, `astream_${name}`])),
  // A model that is not Claude's does not use `Settings.llm`.
  owns: (module) => isLlamaIndex(module) && !/\.(?:multi_modal_)?llms(?:\.|$)/.test(module),
  model,
  same: new Set(['as_structured_llm', 'as_query_engine', 'as_chat_engine', 'from_defaults', 'from_tools', 'from_llm', 'as_retriever', 'from_documents', 'from_vector_store']),
  ambient: settings,
});

function isLlamaIndex(module: string): boolean {
  return /^llama_index(?:\.|$)/.test(module);
}

const gateways = new Set(['OpenRouter', 'OpenAILike', 'OpenAI']);

function model(type: Value, made: CallRef | undefined, tools: Tools): HeldModel | undefined {
  if (type.kind !== 'symbol' || !isLlamaIndex(type.module)) return undefined;
  const name = type.path.at(-1) ?? '';
  const named = claudeModelId(made && pythonArgument(made, 'model', 0, tools), tools);
  const base = { clientUnknown: !made, ...(made && { client: made }), ...(named?.model !== undefined && { model: named.model }) };
  const value = made && tools.option(made, 'max_retries');
  // llama-index-llms-anthropic 0.12.3 `base.py`: `max_retries: int = 10`; seen: 11 requests for a 429, 1 with 0. OpenAI's is 3.
  const retries = (library: string, fallback: number) => frameworkRetries({ name: library, option: 'max_retries', value, fallback: made ? fallback : 'unknown', at: made && absolute(made.chunk, made.call.argsSpan) }, tools);
  if (name === 'Anthropic') return { ...base, provider: 'anthropic', library: 'llama-index-llms-anthropic', errors: 'anthropic', layers: [retries('llama-index-llms-anthropic', 10)] };
  if (!named || !made) return undefined;
  // llama-index-llms-bedrock-converse `base.py`: `max_retries` 10 becomes botocore's `max_attempts`.
  if (name === 'BedrockConverse') return { ...base, provider: 'bedrock', library: 'llama-index-llms-bedrock-converse', errors: 'botocore', layers: [{ ...retries('botocore', 10), retryAfter: 'ignored' }] };
  if (name === 'Bedrock') return { ...base, provider: 'bedrock', library: 'llama-index-llms-bedrock', errors: 'botocore', layers: [botocoreRetries({ client: 'unknown' }, tools)] };
  if (name === 'LiteLLM') return { ...base, provider: 'gateway', library: 'llama-index-llms-litellm', errors: 'openai', layers: [litellmRetries({ ref: made, api: 'completion', id: named.id }, tools)] };
  return gateways.has(name) ? { ...base, provider: 'gateway', library: 'llama-index-llms-openai', errors: 'openai', layers: [retries('llama-index-llms-openai', 3)] } : undefined;
}

/** `Settings.llm = Anthropic(...)` in the same file. */
function settings(file: FileView, tools: Tools): readonly Place[] {
  return file.chunks.flatMap((chunk) =>
    chunk.facts.entries.flatMap(({ target, key, value, region }) => {
      if (key !== 'llm') return [];
      const of = tools.resolve({ chunk, region, expr: { kind: 'name', name: target, span: value.span } });
      return of.some((found) => found.kind === 'symbol' && isLlamaIndex(found.module) && found.path.at(-1) === 'Settings') ? [{ chunk, region, expr: value }] : [];
    }),
  );
}
