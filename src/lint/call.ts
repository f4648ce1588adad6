import type { Reason } from './finding';
import type { EffectivePolicy } from './policy/effectivePolicy';
import type { Location, Span } from './source';

export type LanguageId = 'typescript' | 'tsx' | 'javascript' | 'python';
export type Provider = 'anthropic' | 'bedrock' | 'vertex' | 'foundry' | 'gateway';
export type Via = 'sdk' | 'http' | 'langchain' | 'vercel-ai' | 'litellm' | 'other';

/** How often one pass over the code sends the call. */
export interface FanOut {
  readonly kind: 'none' | 'loop' | 'parallel';
  /** How many run at once at most; absent when nothing bounds it or the bound is unknown. */
  readonly limit?: number;
  /** True where something bounds it and the number could not be read. */
  readonly isBounded?: true;
  readonly at?: Location;
}

/** What a request over plain HTTP to Anthropic's own address says, as far as all of its headers are known. */
export interface WireFacts {
  readonly path: string;
  /** The value of `anthropic-version`. */
  readonly version: string;
  /** The header that holds the key. */
  readonly keyIn: 'x-api-key' | 'x-api-key as a bearer' | 'unknown';
  /** Parameters of the body that the version refuses. */
  readonly refused: readonly string[];
}

/** One place that sends a request to Claude, with the policy that protects it. */
export interface ClaudeCall {
  /** The call expression, from the callee's first character (after `await`) to the closing parenthesis. */
  readonly span: Span;
  /** The callee alone, for underlining. */
  readonly calleeSpan: Span;
  readonly language: LanguageId;
  readonly provider: Provider;
  readonly via: Via;
  /** The package as its registry names it, for example `@anthropic-ai/sdk`, `anthropic`, `requests`, `fetch`. */
  readonly library: string;
  /** The method as the SDK's documentation writes it, for example `messages.create`; `POST /v1/messages` for HTTP. */
  readonly api: string;
  readonly streaming: boolean;
  readonly model?: string;
  /** Where the model's name is written, if that is among the arguments. */
  readonly modelAt?: Span;
  readonly policy: EffectivePolicy;
  readonly fanOut: FanOut;
  /** Set where the client is made anew, and alike, for each turn of a loop around the call or each run of the function around it. */
  readonly clientMade?: { readonly each: 'turn' | 'call'; readonly span: Span };
  readonly wire?: WireFacts;
  /** What holds up the event loop in the async function around the call. */
  readonly blocks?: { readonly what: 'sleep' | 'request'; readonly span: Span };
  /** Where a handler around the call tells by the text of an error what has happened. */
  readonly errorTextAt?: Span;
  /** The handler around the reading of the stream that does not see an error within the stream. */
  readonly streamErrors?: { readonly span: Span };
  /** Where the stream's text goes out although a retry, by its name, can start the answer again. */
  readonly outputAgain?: { readonly span: Span; readonly by: string };
  /** The places that the policy rests on, inner to outer. */
  readonly reasons: readonly Reason[];
}
