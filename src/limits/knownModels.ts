/** Models of the Claude API, the newest of each line first. Any other `claude-…` name may be one as well. Source: `Model` of @anthropic-ai/sdk 1.13.0. */
export const knownModels: readonly string[] = [
  'claude-haiku-5-5',
  'claude-sonnet-5-5',
  'claude-opus-5-5',
  'claude-fable-5-1',
  'claude-sonnet-5',
  'claude-opus-5',
  'claude-opus-4-8',
  'claude-sonnet-4-6',
  'claude-haiku-4-5-20251001',
];
