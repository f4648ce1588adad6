import type { Value } from '../program/value';
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
  // A member named `query` is a database's far more often than the package's.
  callNames: ['unstable_v2_prompt', 'sdk.query', 'claude.query', 'session.send'],
  request: (_ref, callee) => {
    const found = apiOf(callee);
    if (!found) return undefined;
    const { library, api } = found;
    return {
      provider: 'anthropic',
      via: 'sdk',
      library,
      api,
      streaming: api !== 'unstable_v2_prompt',
      layers: [
        { kind: 'sdk', name: 'Claude Code', attempts: 11, covers429: true, covers529: true, coversConnection: true, retryAfter: 'capped', maxWaitSeconds: 'unknown', implicit: true },
      ],
      throws: true,
      errors: 'other',
      clientUnknown: false,
    };
  },
};

/** `query(...)`, `unstable_v2_prompt(...)`, and the `send` of a session that `unstable_v2_createSession` or `…resumeSession` makes. */
function apiOf(callee: Value): { readonly library: string; readonly api: string } | undefined {
  const symbol = callee.kind === 'result' ? callee.callee : callee;
  if (symbol.kind !== 'symbol' || !packages.has(symbol.module)) return undefined;
  const name = symbol.path.at(-1) ?? '';
  const api = callee.kind === 'result' ? (/^unstable_v2_(?:create|resume)Session$/.test(name) && callee.path.join('.') === 'send' ? 'session.send' : undefined) : ['query', 'unstable_v2_prompt'].find((one) => one === name);
  return api === undefined ? undefined : { library: symbol.module, api };
}
