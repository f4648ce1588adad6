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

type Option = Place | 'unknown' | undefined;
