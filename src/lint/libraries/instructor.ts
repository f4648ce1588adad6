import type { Layer } from '../policy/layer';
import type { CallRef } from '../program/fileView';
import type { Value } from '../program/value';
import { claudeModel } from './claudeModel';
import type { LibraryModel, Tools } from './model';
import { onlyText, spanOf } from './options';
import { type OwnRetries, ownRetries } from './ownRetries';

/** @instructor-ai/instructor 1.7.0 around a client of Anthropic's, or around another one that is asked for a Claude model. */
export const instructor: LibraryModel = {
  name: '@instructor-ai/instructor',
  languages: ['typescript', 'tsx', 'javascript'],
  words: ['anthropic', 'claude'],
  callNames: ['create'],
  request: (ref, callee, tools) => {
    if (callee.kind !== 'result' || callee.path.join('.') !== 'chat.completions.create' || !isInstructor(callee.callee)) return undefined;
    const client = tools.option(callee.of, 'client');
    const inner = client && client !== 'unknown' ? tools.resolve(client) : [];
    const model = tools.option(ref, 'model');
    const named = model && model !== 'unknown' ? claudeModel(tools.texts(model)) : undefined;
    const anthropic = inner.some((value) => isAnthropic(value, tools));
    if (!anthropic && !named) return undefined;
    const made = inner.find((value) => value.kind === 'result')?.of;
    return {
      provider: anthropic ? 'anthropic' : 'gateway',
      via: 'other',
      library: '@instructor-ai/instructor',
      api: 'chat.completions.create',
      streaming: false,
      ...named,
      layers: [ownRetries(made ? retries : { ...retries, byDefault: 'unknown' }, [tools.option(ref, 'maxRetries', 1), made && tools.option(made, 'maxRetries')], tools), ...ownLayer(ref, callee.of, tools)],
      throws: true,
      errors: anthropic ? 'anthropic' : 'openai',
      ...(made && { client: made }),
      clientUnknown: made === undefined,
    };
  },
};

/** The client inside re-sends: `@anthropic-ai/sdk` and `openai` alike, twice, 0.5 s doubled up to 8 s. */
const retries: OwnRetries = { kind: 'sdk', name: 'the client', option: 'maxRetries', counts: 'retries', byDefault: 2, retryAfter: 'honoured', waitBefore: (retry) => Math.min(0.5 * 2 ** (retry - 1), 8) };

/** `dist/index.js`: `max_retries` asks again only after an answer that does not fit the schema, unless `retryAllErrors` is set; it never waits. */
function ownLayer(ref: CallRef, made: CallRef, tools: Tools): readonly Layer[] {
  const all = tools.option(made, 'retryAllErrors');
  const value = all && all !== 'unknown' ? tools.evaluate(all) : undefined;
  if (!all || all === 'unknown' || (value?.is === 'literal' && value.value === false)) return [];
  const own: OwnRetries = { kind: 'framework', name: 'instructor', option: 'max_retries', counts: 'retries', byDefault: 0, retryAfter: 'ignored', waitBefore: () => 0 };
  const layer = ownRetries(own, [tools.option(ref, 'max_retries')], tools);
  return layer.implicit ? [] : [{ ...layer, at: layer.at ?? spanOf(all) }];
}

function isInstructor(callee: Value): boolean {
  return callee.kind === 'symbol' && callee.module === '@instructor-ai/instructor';
}

function isAnthropic(client: Value, tools: Tools): boolean {
  if (client.kind !== 'result' || client.callee.kind !== 'symbol') return false;
  if (client.callee.module === '@anthropic-ai/sdk') return true;
  // llm-polyglot: `createLLMClient({ provider: 'anthropic' })`.
  const provider = client.callee.module === 'llm-polyglot' ? tools.option(client.of, 'provider') : undefined;
  return typeof provider === 'object' && onlyText(tools.texts(provider)) === 'anthropic';
}
