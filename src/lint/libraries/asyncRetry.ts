import type { Scenario } from '../program/abstract';
import { not, someOf } from '../program/threeValued';
import type { LibraryModel, Tools, WrapperUse } from './model';
import { callsOfParam, reached } from './reached';
import { retryOptionsLayer } from './retryOptions';

/** async-retry 1.3.3 `lib/index.js` on retry 0.13.1: re-sends on any error unless the function calls its first parameter, `bail`; `randomize` is true; it reads no retry-after. */
export const asyncRetry: LibraryModel = {
  name: 'async-retry',
  languages: ['typescript', 'tsx', 'javascript'],
  wrapper: (use, tools) => {
    const { callee, callback } = use;
    if (callback !== 0 || callee.kind !== 'symbol' || callee.module !== 'async-retry' || (callee.path.at(-1) ?? 'default') !== 'default') return undefined;
    return retryOptionsLayer(use, { name: 'async-retry', randomize: true, asks: () => (scenario) => not(bails(use, scenario, tools)) }, tools);
  },
};

function bails(use: WrapperUse, scenario: Scenario, tools: Tools): boolean | undefined {
  return use.inner ? someOf(callsOfParam(use.inner, 0).map((call) => reached(call, use, scenario, tools))) : false;
}
