import type { Scenario } from '../program/abstract';
import { type CallRef, functionAround } from '../program/fileView';
import type { Place } from '../program/place';
import type { Value } from '../program/value';
import { everyOf } from '../program/threeValued';
import { predicate } from './coverage';
import type { LibraryModel, Tools } from './model';
import { retryOptionsLayer } from './retryOptions';

/** p-retry 9.0.0 `index.js`: re-sends on any error that `shouldRetry` accepts, all by default; it reads no retry-after. */
export const pRetry: LibraryModel = {
  name: 'p-retry',
  languages: ['typescript', 'tsx', 'javascript'],
  wrapper: (use, tools) => {
    if (use.callback !== 0 || !isRetry(use.callee)) return undefined;
    const asks = (ref: CallRef) => {
      const shouldRetry = tools.option(ref, 'shouldRetry', 1);
      const onFailed = tools.option(ref, 'onFailedAttempt', 1);
      return (scenario: Scenario) =>
        everyOf([
          shouldRetry === undefined ? true : shouldRetry === 'unknown' ? undefined : predicate(shouldRetry, use, scenario, tools),
          onFailed === undefined ? true : onFailed === 'unknown' ? undefined : goesOn(onFailed, tools),
        ]);
    };
    return retryOptionsLayer(use, { name: 'p-retry', randomize: false, asks }, tools);
  },
};

function isRetry(callee: Value): boolean {
  return callee.kind === 'symbol' && callee.module === 'p-retry' && ['default', 'makeRetriable'].includes(callee.path.at(-1) ?? 'default');
}

/** An `onFailedAttempt` that throws ends the retrying; for which errors it does is not told here. */
function goesOn(place: Place, tools: Tools): boolean | undefined {
  const [value] = tools.resolve(place);
  if (value?.kind !== 'function') return undefined;
  const { chunk, fn } = value.of;
  const throws = chunk.facts.exits.filter(({ kind, region }) => kind === 'throw' && functionAround(chunk, region)?.fn === fn);
  if (throws.length === 0) return true;
  return throws.some(({ region }) => region === fn.region) ? false : undefined;
}
