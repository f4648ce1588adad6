import type Anthropic from '@anthropic-ai/sdk';
import { redact } from '../diagnose/redact';
import { connect } from './connect';
import { pingFailure } from './pingFailure';

export interface CountRequest {
  readonly apiKey: string;
  /** `token` where it is one for `authorization: Bearer`. */
  readonly scheme: 'key' | 'token';
  /** From `resolveBaseUrl`. */
  readonly baseUrl: string;
  /** From `readCountable`. */
  readonly request: Anthropic.MessageCountTokensParams;
  /** The machine's clock in ms. */
  readonly now: () => number;
  readonly signal?: AbortSignal;
}

/** Input tokens, or a sentence without the key that says why they could not be counted. */
export type CountResult = { readonly inputTokens: number } | { readonly problem: string };

/**
 * Asks the API how many input tokens a request has. That is free and has a limit of its own:
 * platform.claude.com/docs/en/build-with-claude/token-counting. Sent once; never throws.
 */
export async function countTokens({ apiKey, scheme, baseUrl, request, now, signal }: CountRequest): Promise<CountResult> {
  try {
    const client = connect(scheme === 'key' ? { apiKey, authToken: null } : { apiKey: null, authToken: apiKey }, baseUrl);
    const { input_tokens: inputTokens } = await client.messages.countTokens(request, { timeout: 60_000, signal });
    return { inputTokens };
  } catch (error) {
    const result = pingFailure({ error, apiKey, model: request.model, at: now() });
    const { status, message } = 'failure' in result ? result.failure : { message: 'No answer.' };
    return { problem: redact(status === undefined ? message : `The Claude API answered ${status}: ${message}`, [apiKey]) };
  }
}

/** What `count_tokens` takes of a request; the rest, such as `max_tokens`, would be refused. */
const countable = ['model', 'system', 'messages', 'tools', 'tool_choice', 'thinking'] as const;

/** Characters; the API takes requests of 32 MB. */
const longest = 32 * 1024 * 1024;

/** The part of a request's JSON that can be counted, or a sentence that says what is wrong with the text. */
export function readCountable(text: string): Anthropic.MessageCountTokensParams | string {
  if (text.length > longest) return 'The request is larger than 32 MB, which the API takes at most.';
  const parsed = parse(text);
  if (parsed === undefined) return 'This is not the JSON of a request. It begins with { and has a "model" and "messages".';
  const { model, messages } = parsed;
  if (typeof model !== 'string' || model === '') return 'The request names no "model".';
  if (!Array.isArray(messages) || messages.length === 0) return 'The request has no "messages".';
  return Object.fromEntries(countable.flatMap((name) => (parsed[name] === undefined ? [] : [[name, parsed[name]]]))) as unknown as Anthropic.MessageCountTokensParams;
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
