import { isObject, type JsonObject } from './json';

const charactersPerToken = 4;
/** What a conversation costs besides its text; the real API counts about eight tokens for "Hello". */
const overhead = 5;

/** Input tokens of a request: about one for every four characters of its system prompt, messages and tools. */
export function inputTokens(body: JsonObject): number {
  return overhead + tokensOf(characterCount([body.system, body.messages, body.tools]));
}

/** Tokens of so many characters. */
export function tokensOf(characters: number): number {
  return Math.ceil(characters / charactersPerToken);
}

/** What the API would assume before it has counted: the size of the whole body, never less than the real count. */
export function estimatedInputTokens(body: JsonObject): number {
  return overhead + Math.ceil(JSON.stringify(body).length / charactersPerToken);
}

/** Characters of all the texts in a part of a request. */
export function characterCount(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + characterCount(item), 0);
  if (isObject(value)) return Object.values(value).reduce<number>((sum, item) => sum + characterCount(item), 0);
  return 0;
}
