import type { Layer } from '../policy/layer';
import type { CallRef } from '../program/fileView';
import type { Place } from '../program/place';
import { claudeModel } from './claudeModel';
import type { LibraryModel, Tools } from './model';
import { entryOf, onlyText, spanOf } from './options';

const methods = new Set(['chat.send', 'callModel', 'beta.responses.send']);

/** @openrouter/sdk 1.3.19 with a Claude model's id. */
export const openrouterSdk: LibraryModel = {
  name: '@openrouter/sdk',
  languages: ['typescript', 'tsx', 'javascript'],
  words: ['anthropic', 'claude'],
  callNames: ['send', 'callModel'],
  request: (ref, callee, tools) => {
    if (callee.kind !== 'result' || callee.callee.kind !== 'symbol' || callee.callee.module !== '@openrouter/sdk') return undefined;
    const api = callee.path.join('.');
    if (callee.callee.path.at(-1) !== 'OpenRouter' || !methods.has(api)) return undefined;
    const model = modelOf(ref, tools);
    if (!model) return undefined;
    return { provider: 'gateway', via: 'other', library: '@openrouter/sdk', api, streaming: api === 'callModel', ...model, layers: [layer(ref, callee.of, tools)], throws: true, errors: 'other', client: callee.of, clientUnknown: false };
  },
};

/** The model stands in the request, or in what newer versions wrap it in. */
function modelOf(ref: CallRef, tools: Tools): { readonly model?: string } | undefined {
  const wrapped = ['chatRequest', 'chatGenerationParams', 'responsesRequest', 'openResponsesRequest'].map((name) => tools.option(ref, name)).find((place): place is Place => typeof place === 'object');
  const place = wrapped ? entryOf(wrapped, 'model', tools) : tools.option(ref, 'model');
  return place && place !== 'unknown' ? claudeModel(tools.texts(place)) : undefined;
}

/**
 * `funcs/chatSend.js`: for an hour, 0.5 s times 1.5 up to 60 s, and only on `retryCodes`, which are `5XX` unless the request says otherwise:
 * a 429 is not among them.
 */
function layer(ref: CallRef, made: CallRef, tools: Tools): Layer {
  const codes = tools.option(ref, 'retryCodes', 1);
  const config = tools.option(ref, 'retries', 1) ?? tools.option(made, 'retryConfig');
  const strategy = config && config !== 'unknown' ? entryOf(config, 'strategy', tools) : undefined;
  const off = strategy !== undefined && onlyText(tools.texts(strategy)) === 'none';
  const on429 = off ? false : covers(codes, '429', tools);
  const given = [codes, config].find((place): place is Place => typeof place === 'object');
  return {
    kind: 'sdk',
    name: '@openrouter/sdk',
    attempts: off ? 1 : 'unknown',
    covers429: on429,
    covers529: off ? false : covers(codes, '529', tools),
    coversConnection: !off,
    retryAfter: 'honoured',
    maxWaitSeconds: config === undefined ? 3600 : 'unknown',
    implicit: given === undefined,
    ...(given && { at: spanOf(given) }),
    ...(on429 === false && { whyNot: off ? 'its strategy is `none`' : '`retryCodes` has no 429' }),
  };
}

function covers(codes: Place | 'unknown' | undefined, status: string, tools: Tools): Layer['covers429'] {
  if (codes === undefined) return status.startsWith('5');
  if (codes === 'unknown') return 'unknown';
  const [list, ...others] = tools.resolve(codes);
  if (list?.kind !== 'list' || others.length > 0) return 'unknown';
  const texts = list.of.items.map((item) => (item.kind === 'string' ? item.value : ''));
  return texts.includes('') ? 'unknown' : texts.some((text) => text === status || text.toUpperCase() === `${status.charAt(0)}XX`);
}
