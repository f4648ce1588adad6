import type { CallRef } from '../program/fileView';
import type { Value } from '../program/value';
import { aiSdkModel } from './aiSdkModel';
import type { LibraryModel, RequestMatch, Tools } from './model';
import { type OwnRetries, ownRetries } from './ownRetries';

const functions = new Set(['generateText', 'streamText', 'generateObject', 'streamObject', 'streamUI'].flatMap((name) => [name, `experimental_${name}`]));
/** Each sends what the agent in its options sends. */
const agentFunctions = new Set(['createAgentUIStream', 'createAgentUIStreamResponse', 'pipeAgentUIStreamToResponse']);
const agents = new Set(['Agent', 'Experimental_Agent', 'ToolLoopAgent']);
const agentMethods = new Set(['generate', 'stream', 'respond']);

/** The AI SDK, `ai` 4.3 to 7.0. */
export const aiSdk: LibraryModel = {
  name: 'ai',
  languages: ['typescript', 'tsx', 'javascript'],
  words: ['anthropic', 'claude'],
  callNames: [...functions, ...agentFunctions, ...agentMethods],
  request: (ref, callee, tools) => {
    const asked = functionOf(callee, tools);
    if (asked !== undefined && functions.has(asked)) return match(ref, asked, tools);
    if (asked !== undefined && agentFunctions.has(asked)) {
      const agent = tools.option(ref, 'agent');
      const made = agent && agent !== 'unknown' ? tools.resolve(agent).map(agentOf).find((found) => found?.path.length === 0) : undefined;
      return made && match(made.of, asked, tools);
    }
    const agent = agentOf(callee);
    const method = agent?.path.length === 1 ? agent.path[0] : undefined;
    return agent && method !== undefined && agentMethods.has(method) ? match(agent.of, method, tools) : undefined;
  },
};

/**
 * `maxRetries ?? 2`, 2 s doubled, no jitter, on 408, 409, 429 and from 500 up; retry-after only below 60 s and since 5.0 (ai 6.0.326
 * `src/util/retry-with-exponential-backoff.ts`, ai 4.3.19 `dist/index.mjs`). A stream is sent again only where it fails before its first part.
 */
const retries: OwnRetries = { kind: 'framework', name: 'ai', option: 'maxRetries', counts: 'retries', byDefault: 2, retryAfter: 'capped', waitBefore: (retry) => 2 ** retry };

/** `options` is the call whose first argument holds the model and `maxRetries`. */
function match(options: CallRef, api: string, tools: Tools): RequestMatch | undefined {
  const place = tools.option(options, 'model');
  const model = place && place !== 'unknown' ? aiSdkModel(place, tools) : undefined;
  if (!model) return undefined;
  return {
    ...model,
    via: 'vercel-ai',
    library: 'ai',
    api,
    streaming: /stream|UI/.test(api),
    layers: [ownRetries(retries, [tools.option(options, 'maxRetries')], tools)],
    throws: true,
    ...(starters.has(api) && { lazy: true as const }),
    errors: 'other',
    clientUnknown: false,
  };
}

/** They give a result at once; what goes wrong is in its streams and promises. */
const starters = new Set(['streamText', 'streamObject', 'experimental_streamText', 'experimental_streamObject']);

const modules = new Set(['ai', 'ai/rsc', '@ai-sdk/rsc']);

/** A function of the AI SDK, or of the SDK wrapped as a whole: `wrapAISDK(ai).generateText`. */
function functionOf(callee: Value, tools: Tools): string | undefined {
  if (callee.kind === 'symbol') return modules.has(callee.module) ? callee.path.at(-1) : undefined;
  if (callee.kind !== 'result' || callee.path.length !== 1 || callee.callee.kind !== 'symbol') return undefined;
  const whole = tools.argument(callee.of, 0);
  return whole && tools.resolve(whole).some((value) => value.kind === 'symbol' && modules.has(value.module) && value.path.length === 0) ? callee.path[0] : undefined;
}

function agentOf(value: Value): { readonly of: CallRef; readonly path: readonly string[] } | undefined {
  if (value.kind !== 'result' || value.callee.kind !== 'symbol' || value.callee.module !== 'ai') return undefined;
  return agents.has(value.callee.path.at(-1) ?? '') ? { of: value.of, path: value.path } : undefined;
}
