import type { Place } from '../program/place';
import type { Tools } from './model';
import { onlyText } from './options';

/**
 * True for a model id that names Claude: `claude-sonnet-5`, Bedrock's `us.anthropic.claude-…-v1:0`, the gateways' `anthropic/claude-…`,
 * LangChain's and registries' `anthropic:claude-…`. An address or a sentence is no id.
 */
export function namesClaude(text: string): boolean {
  return /claude|(?:^|[./])anthropic[./:]/i.test(text) && !/\s|:\/\//.test(text);
}

/** What a model id can be, where one of its values names Claude; undefined where none does. `model` is absent when several do. */
export function claudeModel(texts: readonly string[]): { readonly model?: string } | undefined {
  const claudes = texts.filter(namesClaude);
  if (claudes.length === 0) return undefined;
  const model = onlyText(claudes);
  return model === undefined ? {} : { model };
}

/** True for another vendor's model at another address: DeepSeek, Moonshot, MiniMax and others speak Anthropic's protocol. */
export function asksOther(id: Option, baseUrl: Option, tools: Tools): boolean {
  if (!id || id === 'unknown' || baseUrl === undefined) return false;
  if (baseUrl !== 'unknown' && tools.texts(baseUrl).some((url) => url.includes('anthropic.com'))) return false;
  return tools.resolve(id).every((value) => value.kind === 'literal' && typeof value.value === 'string' && !namesClaude(value.value));
}

/** Hosts and ways of naming them behind which Claude answers by its model id, as OpenRouter, LiteLLM's proxy and Vercel's gateway do. */
const gateway = /anthropic|claude|openrouter|gateway|litellm|proxy|portkey|requesty|helicone|localhost|127\.0\.0\.1|0\.0\.0\.0/i;

/** Hosts of vendors that have no model of Claude's. */
const otherVendors = /^https?:\/\/(?:api\.(?:openai|deepseek|mistral|groq|perplexity|moonshot|minimax|together|cohere|fireworks|cerebras)\.|api\.x\.ai|generativelanguage\.googleapis\.com|dashscope|open\.bigmodel\.cn|ark\.cn-)/i;

/** True for an address of another vendor, and for one of a single vendor that is asked for a model out of a list in which Claude is one of several: the list belongs to all its clients. */
export function isVendorOfAList(id: Option, baseUrl: Option, tools: Tools): boolean {
  if (!id || id === 'unknown' || !baseUrl || baseUrl === 'unknown') return false;
  const addresses = tools.texts(baseUrl);
  const known = addresses.filter((address) => !address.includes('\u0000'));
  // The model is a default, which whoever sets the address sets, too; one that is written at the call is meant.
  if (id.expr.kind !== 'string' && known.length > 0 && known.every((address) => otherVendors.test(address))) return true;
  return addresses.every((address) => /^https?:\/\//.test(address) && !address.includes('\u0000') && !gateway.test(address)) && tools.texts(id).some((text) => !namesClaude(text) && !text.includes('\u0000'));
}

type Option = Place | 'unknown' | undefined;
