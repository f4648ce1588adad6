import { absolute } from '../program/fileView';
import type { Scenario } from '../program/abstract';
import type { Place } from '../program/place';
import { coverage, errorIn } from './coverage';
import type { LibraryModel, Tools, WrapperUse } from './model';
import { numberOption } from './options';
import { totalWait } from './waits';

/**
 * ts-retry 7.0.3 `lib/esm/retry/retry.js`, `options.js`: 240 attempts, 250 ms after each, any error unless `onError`
 * answers false; it reads no retry-after. The decorators make such a function of another.
 */
export const tsRetry: LibraryModel = {
  name: 'ts-retry',
  languages: ['typescript', 'tsx', 'javascript'],
  wrapper: (use, tools) => {
    const { callee, callback, ref } = use;
    if (callback !== 0 || callee.kind !== 'symbol' || callee.module !== 'ts-retry' || !(callee.path.at(-1) ?? '').startsWith("retry")) return undefined;
    const given = numberOption(tools.option(ref, 'maxTry', 1), tools);
    // 0 counts as not given.
    const attempts = given === 0 || given === undefined ? 240 : given;
    const delay = numberOption(tools.option(ref, 'delay', 1), tools) ?? 250;
    const onError = tools.option(ref, 'onError', 1);
    return {
      kind: 'library',
      name: 'ts-retry',
      attempts,
      ...coverage('ts-retry', use, attempts, (scenario) => (onError === undefined ? true : onError === 'unknown' ? undefined : goesOn(onError, use, scenario, tools))),
      retryAfter: 'ignored',
      maxWaitSeconds: totalWait(typeof attempts === 'number' ? attempts - 1 : attempts, () => (typeof delay === 'number' ? delay / 1000 : undefined)),
      implicit: false,
      at: absolute(ref.chunk, ref.call.span),
    };
  },
};

/** Only `false` ends it; nothing and any other answer go on. */
function goesOn(onError: Place, use: WrapperUse, scenario: Scenario, tools: Tools): boolean | undefined {
  const answers = tools.resolve(onError).map((value) => {
    if (value.kind !== 'function') return undefined;
    const answer = tools.returns(value.of, use.errors, scenario, errorIn(use, scenario));
    return answer.is === 'unknown' ? undefined : !(answer.is === 'literal' && answer.value === false);
  });
  const [first] = answers;
  return answers.every((answer) => answer === first) ? first : undefined;
}
