import type { Scenario } from '../program/abstract';
import { type FunctionRef, isWithin } from '../program/fileView';
import { someOf } from '../program/threeValued';
import type { LibraryModel, Tools, WrapperUse } from './model';
import { callsOfParam, reached } from './reached';
import { retryOptionsLayer } from './retryOptions';

/** promise-retry 2.0.1 `index.js` on retry 0.10: re-sends only when the function calls its first parameter, `retry`, with the error; function and options may be swapped. */
export const promiseRetry: LibraryModel = {
  name: 'promise-retry',
  languages: ['typescript', 'tsx', 'javascript'],
  wrapper: (use, tools) => {
    const { callee, callback, inner } = use;
    if (callback > 1 || callee.kind !== 'symbol' || callee.module !== 'promise-retry') return undefined;
    const asks = () => (inner ? again(inner, use, tools) : () => undefined);
    // What the function raises itself is not retried; `retry(error)` is read below.
    const always = { ...use, throws: true, answers: (scenario: Scenario) => ({ ...use.answers(scenario), raises: undefined }) };
    return retryOptionsLayer(always, { name: 'promise-retry', options: { of: use.ref, index: callback === 0 ? 1 : 0 }, randomize: false, asks }, tools);
  },
};

function again(inner: FunctionRef, use: WrapperUse, tools: Tools): (scenario: Scenario) => boolean | undefined {
  const { chunk, fn } = inner;
  const [param] = fn.params[0]?.names ?? [];
  if (!param) return () => false;
  // `.catch(retry)` hands every error on.
  const whole = chunk.facts.calls.some(({ callee, args, region }) => callee.kind === 'member' && callee.name === 'catch' && isWithin(chunk, region, fn.region) && args[0]?.value.kind === 'name' && args[0].value.name === param.name);
  const calls = callsOfParam(inner, 0);
  return (scenario) => (whole ? true : someOf(calls.map((call) => reached(call, use, scenario, tools))));
}
