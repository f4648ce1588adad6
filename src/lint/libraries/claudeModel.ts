import { onlyText } from './options';

/**
 * True for a model id that names Claude: `claude-sonnet-5`, Bedrock's `us.anthropic.claude-…-v1:0`, the gateways' `anthropic/claude-…`,
 * LangChain's and registries' `anthropic:claude-…`.
 */
export function namesClaude(text: string): boolean {
  return /claude|(?:^|[./])anthropic[./:]/i.test(text);
}

/** What a model id can be, where one of its values names Claude; undefined where none does. `model` is absent when several do. */
export function claudeModel(texts: readonly string[]): { readonly model?: string } | undefined {
  const claudes = texts.filter(namesClaude);
  if (claudes.length === 0) return undefined;
  const model = onlyText(claudes);
  return model === undefined ? {} : { model };
}

/** True where every text is known and none names Claude: another vendor's model behind Anthropic's protocol. */
export function namesOther(texts: readonly string[]): boolean {
  return texts.length > 0 && texts.every((text) => !text.includes('\u0000') && !namesClaude(text));
}
