import type { LibraryModel } from './model';
import { retryOptionsLayer } from './retryOptions';

/** async-retry 1.3.3 `lib/index.js` on retry 0.13.1: re-sends on any error unless `bail` is called; `randomize` is true; it reads no retry-after. */
export const asyncRetry: LibraryModel = {
  name: 'async-retry',
  languages: ['typescript', 'tsx', 'javascript'],
  wrapper: (use, tools) => {
    const { callee, callback } = use;
    if (callback !== 0 || callee.kind !== 'symbol' || callee.module !== 'async-retry' || (callee.path.at(-1) ?? 'default') !== 'default') return undefined;
    return retryOptionsLayer(use, { name: 'async-retry', randomize: true, asks: () => () => true }, tools);
  },
};
