import type { CallRef } from '../program/fileView';
import type { Place } from '../program/place';
import { within } from '../program/resolve';
import type { Value } from '../program/value';
import { claudeModel } from './claudeModel';
import type { LibraryModel, Tools } from './model';
import { type OwnRetries, ownRetries } from './ownRetries';

const ofModel = new Set(['chat', 'complete', 'exec', 'streamExec']);
const ofAgent = new Set(['run', 'runStream', 'chat', 'query']);

/** LlamaIndex for TypeScript: `anthropic({ model })` of @llamaindex/anthropic 0.3.26, and agents and engines that are made with it. */
export const llamaIndex: LibraryModel = {
  name: '@llamaindex/anthropic',
  languages: ['typescript', 'tsx', 'javascript'],
  words: ['anthropic', 'claude'],
  callNames: [...new Set([...ofModel, ...ofAgent])],
  request: (ref, callee, tools) => {
    const method = callee.kind === 'result' && callee.path.length === 1 ? callee.path[0] : undefined;
    if (callee.kind !== 'result' || method === undefined) return undefined;
    const whole: Value = { ...callee, path: [] };
    const made = ofModel.has(method) && isModel(whole) ? callee.of : ofAgent.has(method) ? held(whole, tools, 0) : undefined;
    if (!made) return undefined;
    const model = tools.option(made, 'model');
    const stream = tools.option(ref, 'stream');
    const streams = stream && stream !== 'unknown' ? tools.evaluate(stream) : undefined;
    return {
      provider: 'anthropic',
      via: 'other',
      library: '@llamaindex/anthropic',
      api: method,
      streaming: /stream/i.test(method) || (streams?.is === 'literal' && streams.value === true),
      ...(model && model !== 'unknown' && claudeModel(tools.texts(model))),
      layers: [ownRetries(retries, [tools.option(made, 'maxRetries')], tools)],
      throws: true,
      errors: 'anthropic',
      client: made,
      clientUnknown: false,
    };
  },
};

/** `maxRetries ?? 10` is handed to `@anthropic-ai/sdk` 0.58.0, which follows a retry-after below 60 s only: @llamaindex/anthropic 0.3.26 `dist/index.js`. */
const retries: OwnRetries = { kind: 'framework', name: '@llamaindex/anthropic', option: 'maxRetries', counts: 'retries', byDefault: 10, retryAfter: 'capped', waitBefore: (retry) => Math.min(0.5 * 2 ** (retry - 1), 8) };

function isModel(value: Value): value is Extract<Value, { kind: 'result' }> {
  if (value.kind !== 'result' || value.path.length > 0 || value.callee.kind !== 'symbol') return false;
  return /^(?:@llamaindex\/anthropic|llamaindex)$/.test(value.callee.module) && /^anthropic$/i.test(value.callee.path.at(-1) ?? '');
}

/** The model that an agent or an engine was made with. */
function held(value: Value, tools: Tools, depth: number): CallRef | undefined {
  if (value.kind !== 'result' || depth > 3 || value.callee.kind !== 'symbol' || !/^(?:@llamaindex\/|llamaindex$)/.test(value.callee.module)) return undefined;
  return modelAt(tools.option(value.of, 'llm'), tools) ?? inList(tools.option(value.of, 'agents'), tools, depth);
}

function modelAt(place: Place | 'unknown' | undefined, tools: Tools): CallRef | undefined {
  return place && place !== 'unknown' ? tools.resolve(place).find(isModel)?.of : undefined;
}

function inList(place: Place | 'unknown' | undefined, tools: Tools, depth: number): CallRef | undefined {
  if (!place || place === 'unknown') return undefined;
  return tools
    .resolve(place)
    .flatMap((value) => (value.kind === 'list' ? value.of.items.flatMap((item) => tools.resolve(within(value, item))) : []))
    .map((agent) => held(agent, tools, depth + 1))
    .find((made) => made !== undefined);
}
