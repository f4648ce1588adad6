import type { Provider } from '../call';
import type { Place } from '../program/place';
import type { Value } from '../program/value';
import { claudeModel } from './claudeModel';
import type { LibraryModel, Tools } from './model';
import { type OwnRetries, ownRetries } from './ownRetries';

const methods = new Set(['generate', 'generateStream', 'chat']);

/** Genkit 1.x with a Claude model, of the call or of `genkit({ model })`. */
export const genkit: LibraryModel = {
  name: 'genkit',
  languages: ['typescript', 'tsx', 'javascript'],
  words: ['anthropic', 'claude'],
  callNames: ['generate', 'generateStream'],
  request: (ref, callee, tools) => {
    const method = callee.kind === 'result' && callee.path.length === 1 ? callee.path[0] : undefined;
    if (callee.kind !== 'result' || method === undefined || !methods.has(method) || !isGenkit(callee.callee)) return undefined;
    const model = claudeAt(tools.option(ref, 'model') ?? tools.option(callee.of, 'model'), tools);
    if (!model) return undefined;
    return { ...model, via: 'other', library: 'genkit', api: method, streaming: method === 'generateStream', layers: [ownRetries(retries, [], tools)], throws: true, errors: 'other', clientUnknown: false };
  },
};

/** @genkit-ai/anthropic 0.3.0 `lib/index.js` makes `@anthropic-ai/sdk`'s client with its defaults, and has no option for them. */
const retries: OwnRetries = { kind: 'framework', name: 'genkit', option: 'maxRetries', counts: 'retries', byDefault: 2, retryAfter: 'honoured', waitBefore: (retry) => Math.min(0.5 * 2 ** (retry - 1), 8) };

function isGenkit(callee: Value): boolean {
  return callee.kind === 'symbol' && /^(?:genkit(?:\/|$)|@genkit-ai\/ai$)/.test(callee.module) && callee.path.at(-1) === 'genkit';
}

/** `anthropic.model('claude-…')`, the plug-ins' `claude45Sonnet`, or the name `'anthropic/claude-…'`. */
function claudeAt(place: Place | 'unknown' | undefined, tools: Tools): { readonly provider: Provider; readonly model?: string } | undefined {
  if (!place || place === 'unknown') return undefined;
  for (const value of tools.resolve(place)) {
    if (value.kind === 'symbol' && (value.path.at(-1) ?? '').startsWith("claude")) return { provider: value.module.includes('vertex') ? 'vertex' : 'anthropic' };
    if (value.kind !== 'result' || value.callee.kind !== 'symbol' || value.callee.path.at(-1) !== 'model') continue;
    const id = tools.argument(value.of, 0);
    const named = id && claudeModel(tools.texts(id));
    if (named || value.callee.module.includes('anthropic')) return { provider: value.callee.module.includes('vertex') ? 'vertex' : 'anthropic', ...named };
  }
  const named = claudeModel(tools.texts(place));
  return named && { provider: 'anthropic', ...named };
}
