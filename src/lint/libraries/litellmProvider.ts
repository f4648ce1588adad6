import type { Provider } from '../call';

/** Whose Claude a LiteLLM model id asks for: `bedrock/anthropic.claude-...`, `vertex_ai/claude-...`, `openrouter/anthropic/...`. */
export function litellmProvider(id: string): Provider {
  if (/^bedrock\b/.test(id)) return 'bedrock';
  if (/^vertex_ai\b/.test(id)) return 'vertex';
  if (/^azure(?:_ai)?\b/.test(id)) return 'foundry';
  return /^(?:anthropic\/|claude)/.test(id) ? 'anthropic' : 'gateway';
}
