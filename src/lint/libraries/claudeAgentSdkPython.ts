import type { Layer } from '../policy/layer';
import type { Value } from '../program/value';
import { dotted } from './dotted';
import type { LibraryModel } from './model';
import { pythonMethod } from './pythonMethod';

const packages = ['claude_agent_sdk', 'claude_code_sdk'];
const clients = new Set(packages.flatMap((name) => [`${name}.ClaudeSDKClient`, `${name}.client.ClaudeSDKClient`]));

/**
 * claude-agent-sdk 0.2.188, before that claude-code-sdk: it runs Claude Code, which sends again by itself, 10 times unless
 * CLAUDE_CODE_MAX_RETRIES says otherwise, and obeys a retry-after of up to 60 s.
 */
export const claudeAgentSdkPython: LibraryModel = {
  name: 'claude-agent-sdk',
  languages: ['python'],
  words: ['claude_agent_sdk', 'claude_code_sdk'],
  callNames: ['query'],
  request: (_, callee) => {
    const name = dotted(callee) ?? '';
    const asks = packages.some((module) => name === `${module}.query` || name === `${module}.query.query`);
    const method = pythonMethod(callee, clients);
    if (!asks && method?.name !== 'query') return undefined;
    return {
      provider: 'anthropic',
      via: 'sdk',
      library: libraryOf(callee),
      api: 'query',
      streaming: false,
      layers: [retries],
      throws: true,
      errors: 'other',
      clientUnknown: false,
    };
  },
};

const retries: Layer = {
  kind: 'framework',
  name: 'Claude Code',
  attempts: 11,
  covers429: true,
  covers529: true,
  coversConnection: true,
  retryAfter: 'capped',
  maxWaitSeconds: 'unknown',
  implicit: true,
};

function libraryOf(value: Value): string {
  const type = value.kind === 'result' ? value.callee : value.kind === 'typed' ? value.type : value;
  return dotted(type)?.startsWith('claude_code_sdk') ? 'claude-code-sdk' : 'claude-agent-sdk';
}
