import type { LibraryModel } from './model';

const packages = new Set(['@anthropic-ai/claude-agent-sdk', '@anthropic-ai/claude-code']);

/**
 * The Claude Agent SDK, 0.3.331: `query()` runs the Claude Code program, which sends a refused request again by itself, ten times
 * unless CLAUDE_CODE_MAX_RETRIES says otherwise, and waits as long as retry-after asks up to 60 s. Nothing of it can be set in the call.
 */
export const claudeAgentSdk: LibraryModel = {
  name: '@anthropic-ai/claude-agent-sdk',
  languages: ['typescript', 'tsx', 'javascript'],
  words: ['anthropic', 'claude'],
  // A member of that name is a database's far more often than the package's.
  callNames: ['unstable_v2_prompt', 'sdk.query', 'claude.query'],
  request: (_ref, callee) => {
    if (callee.kind !== 'symbol' || !packages.has(callee.module)) return undefined;
    const api = callee.path.at(-1) ?? '';
    if (api !== 'query' && api !== 'unstable_v2_prompt') return undefined;
    return {
      provider: 'anthropic',
      via: 'sdk',
      library: callee.module,
      api,
      streaming: api === 'query',
      layers: [
        { kind: 'sdk', name: 'Claude Code', attempts: 11, covers429: true, covers529: true, coversConnection: true, retryAfter: 'capped', maxWaitSeconds: 'unknown', implicit: true },
      ],
      throws: true,
      errors: 'other',
      clientUnknown: false,
    };
  },
};
