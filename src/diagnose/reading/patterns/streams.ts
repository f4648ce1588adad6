import type { Pattern } from './pattern';

/** Errors inside a stream, and requests that got no answer at all. Sources: the SDKs' stream readers, Go's `ssestream`, LiteLLM's and Vercel's wrappers. */
export const streams: readonly Pattern[] = [
  { slot: 'stream', head: 'event', regex: /(?:^|["'`]|\\n)event: ?(error)\b/gm },
  { slot: 'stream', regex: /^data: ?(\{) ?"type": ?"error"/gm },
  { slot: 'stream', regex: /\b(?:received error while streaming|SSE Error|API ?Error|APIStatusError|OverloadedError|InternalServerError|RateLimitError): (\{)(?=\s?\\{0,3}")/g },
  { slot: 'weakStream', regex: /\bdetails\\{0,3}["']?\s?: ?(null|None)\b/g },
  // Where the SDKs read a stream: an error that is thrown there came inside of it.
  { slot: 'stream', regex: /_streaming\.py", line \d{1,5}, in (__stream__|__aiter__|__iter__|__anext__|__next__)/g },
  { slot: 'stream', regex: /llms\/anthropic\/chat\/handler\.py", line \d{1,5}, in (__next__|__anext__|chunk_parser)/g },
  { slot: 'stream', regex: /\/core\/(streaming)\.m?[jt]s:\d/g },
  { slot: 'stream', regex: /\bfinishReason\\{0,3}["']?: ?\\{0,3}["'](error)\b/g },
  { slot: 'stream', regex: /\b(MidStreamFallbackError|AI_StreamProviderError|fromSSEResponse)\b/g },
  // No answer came at all; the SDKs' own classes and sentences, Claude Code's, and LiteLLM's.
  { slot: 'noAnswer', regex: /\b(?:API(?:Connection)?TimeoutError|API [Ee]rror(?: \(|: | \(attempt \d{1,3}\/\d{1,3}\): )(?:Request timed out|Stream idle timeout)|Request timed out(?=\.? or interrupted)|AnthropicI[oO]Exception: Request failed: timeout)/g, as: 'timeout' },
  // Old SDKs of TypeScript name an error inside a stream so, too: their trace tells.
  { slot: 'noAnswer', regex: /\b(?:Error: Connection error\.(?=[^]{0,200}@anthropic-ai\/sdk)|APIConnectionError(?![^]{0,400}\bsdk\/streaming\.m?js)|API Error(?: \(|: )(?:Connection error|Connection closed|Unable to connect to API)|\b(?:ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN) [^\n]{0,40}\b(?:anthropic|bedrock-runtime)\b|(?:api\.anthropic\.com|anthropic)\b[^\n]{0,120}\b(?:ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|socket hang up)|Cannot connect to host api\.anthropic\.com|AnthropicI[oO]Exception)/g, as: 'connection' },
];
