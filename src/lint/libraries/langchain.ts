import type { Layer } from '../policy/layer';
import { absolute } from '../program/fileView';
import type { Value } from '../program/value';
import { claudeRunnable } from './langchainRunnable';
import type { LibraryModel } from './model';
import { type OwnRetries, ownRetries } from './ownRetries';
import { entryOf } from './options';

/** Methods of runnables, chat models and the older chains that ask the model. */
const methods = new Set(['invoke', 'stream', 'batch', 'streamEvents', 'streamLog', 'call', 'run', 'predict', 'predictMessages', 'generate', 'generatePrompt']);
/** `RunnableRetry` retries `invoke` and `batch` only: @langchain/core 1.4.0 `runnables/base.js`. */
const streaming = new Set(['stream', 'streamEvents', 'streamLog']);

/** LangChain for JavaScript: `langchain` 0.1 to 1.x and the `@langchain/…` packages. */
export const langchain: LibraryModel = {
  name: 'langchain',
  languages: ['typescript', 'tsx', 'javascript'],
  words: ['anthropic', 'claude'],
  callNames: [...methods],
  request: (_ref, callee, tools) => {
    const method = callee.kind === 'result' || callee.kind === 'typed' ? callee.path.at(-1) : undefined;
    if ((callee.kind !== 'result' && callee.kind !== 'typed') || method === undefined || !methods.has(method)) return undefined;
    const found = claudeRunnable({ ...callee, path: callee.path.slice(0, -1) }, tools);
    if (!found) return undefined;
    const { library, provider, model, layer, around, made } = found;
    const streams = streaming.has(method);
    return {
      provider,
      via: 'langchain',
      library,
      api: method,
      streaming: streams,
      ...(model !== undefined && { model }),
      layers: [layer, ...around.filter(({ name }) => !(streams && name === 'withRetry'))],
      throws: true,
      errors: provider === 'anthropic' ? 'anthropic' : 'other',
      ...(made && { client: made }),
      clientUnknown: made === undefined && layer.attempts === 'unknown',
    };
  },
  // LangGraph runs a node of a graph again by its `retryPolicy`.
  wrapper: ({ ref, callee, callback }, tools): Layer | undefined => {
    if (callback !== 1 || callee.kind !== 'result' || callee.path.join('.') !== 'addNode' || !isGraph(callee)) return undefined;
    const policy = tools.option(ref, 'retryPolicy', 2);
    if (policy === undefined) return undefined;
    const set = policy === 'unknown' ? policy : entryOf(policy, 'maxAttempts', tools);
    const asks = policy !== 'unknown' && entryOf(policy, 'retryOn', tools) !== undefined;
    const layer: Layer = { ...ownRetries(node, [set], tools), implicit: false, at: absolute(ref.chunk, ref.call.callee.span) };
    return asks && layer.covers429 === true ? { ...layer, covers429: 'unknown', covers529: 'unknown', coversConnection: 'unknown' } : layer;
  },
};

/** @langchain/langgraph 1.7.3 `pregel/retry.js`: 3 attempts, 0.5 s doubled up to 128 s and up to 1 s more; all but 400 to 407 and 409. */
const node: OwnRetries = { kind: 'framework', name: 'retryPolicy', option: 'maxAttempts', counts: 'attempts', byDefault: 2, retryAfter: 'ignored', waitBefore: (retry) => Math.min(0.5 * 2 ** (retry - 1), 128) + 1 };

function isGraph(value: Value): boolean {
  if (value.kind === 'result') return isGraph(value.callee);
  return value.kind === 'symbol' && value.module.startsWith('@langchain/langgraph');
}
