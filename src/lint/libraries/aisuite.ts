import { claudeModelId } from './claudeModelId';
import { frameworkRetries } from './frameworkRetries';
import type { LibraryModel } from './model';

/** aisuite 0.2.0: `providers/anthropic_provider.py` makes `anthropic.Anthropic(**config)`, whose 2 retries stay. */
export const aisuite: LibraryModel = {
  name: 'aisuite',
  languages: ['python'],
  words: ['anthropic', 'claude'],
  callNames: ['create'],
  request: (ref, callee, tools) => {
    if (callee.kind !== 'result' || callee.path.join('.') !== 'chat.completions.create') return undefined;
    if (callee.callee.kind !== 'symbol' || callee.callee.module.split('.')[0] !== 'aisuite') return undefined;
    const named = claudeModelId(tools.option(ref, 'model'), tools);
    if (!named) return undefined;
    const configured = callee.of.call.args.length > 0;
    return {
      provider: named.id.startsWith('aws') ? 'bedrock' : 'anthropic',
      via: 'other',
      library: 'aisuite',
      api: 'chat.completions.create',
      streaming: false,
      ...(named.model !== undefined && { model: named.model }),
      layers: [frameworkRetries({ name: 'anthropic', option: 'max_retries', value: undefined, fallback: configured ? 'unknown' : 2, at: undefined }, tools)],
      throws: true,
      errors: 'other',
      client: callee.of,
      clientUnknown: false,
    };
  },
};
