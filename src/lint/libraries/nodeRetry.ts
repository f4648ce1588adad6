import type { Scenario } from '../program/abstract';
import { someOf } from '../program/threeValued';
import type { LibraryModel } from './model';
import { reached } from './reached';
import { retryOptionsLayer } from './retryOptions';

/**
 * retry 0.13.1 `lib/retry_operation.js`: `operation.attempt(fn)` runs its function again only when somebody calls
 * `operation.retry(error)` with an error.
 */
export const nodeRetry: LibraryModel = {
  name: 'retry',
  languages: ['typescript', 'tsx', 'javascript'],
  wrapper: (use, tools) => {
    const { callee, callback } = use;
    if (callback !== 0 || callee.kind !== 'result' || callee.path.join('.') !== 'attempt') return undefined;
    const { callee: maker, of } = callee;
    if (maker.kind !== 'symbol' || maker.module !== 'retry' || maker.path.at(-1) !== 'operation') return undefined;
    const { chunk } = use.ref;
    const again = (chunk.index.calls.get('retry') ?? [])
      .map((call) => ({ chunk, call }))
      .filter((ref) => tools.resolveCallee(ref).some((value) => value.kind === 'result' && value.of.call === of.call));
    const asks = () => (scenario: Scenario) => someOf(again.map((ref) => reached(ref, use, scenario, tools)));
    // The function settles a promise of its own, whatever it raises.
    const settled = { ...use, throws: true, answers: (scenario: Scenario) => ({ ...use.answers(scenario), raises: undefined }) };
    return retryOptionsLayer(settled, { name: 'retry', options: { of, index: 0 }, randomize: false, asks }, tools);
  },
};
