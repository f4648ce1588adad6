import { absolute } from '../program/fileView';
import { coverage, predicate } from './coverage';
import type { LibraryModel } from './model';
import { numberOption } from './options';
import { totalWait } from './waits';

/**
 * exponential-backoff 3.1.3 `dist/options.js`, `dist/backoff.js`: 10 attempts, 100 ms doubled without a cap, no jitter
 * (full jitter only shortens a wait), any error unless `retry` says no; it reads no retry-after.
 */
export const exponentialBackoff: LibraryModel = {
  name: 'exponential-backoff',
  languages: ['typescript', 'tsx', 'javascript'],
  wrapper: (use, tools) => {
    const { callee, callback, ref } = use;
    if (callback !== 0 || callee.kind !== 'symbol' || callee.module !== 'exponential-backoff' || callee.path.at(-1) !== 'backOff') return undefined;
    const option = (name: string, fallback: number) => numberOption(tools.option(ref, name, 1), tools) ?? fallback;
    const known = (value: number | 'unbounded' | 'unknown') => (value === 'unbounded' ? Infinity : value === 'unknown' ? undefined : value);
    const given = option('numOfAttempts', 10);
    // Below 1 counts as 1.
    const attempts = typeof given === 'number' ? Math.max(1, given) : given;
    const [start, multiple, cap] = [known(option('startingDelay', 100)), known(option('timeMultiple', 2)), known(option('maxDelay', Infinity))];
    const retry = tools.option(ref, 'retry', 1);
    return {
      kind: 'library',
      name: 'exponential-backoff',
      attempts,
      ...coverage('exponential-backoff', use, attempts, (scenario) => (retry === undefined ? true : retry === 'unknown' ? undefined : predicate(retry, use, scenario, tools))),
      retryAfter: 'ignored',
      maxWaitSeconds: totalWait(typeof attempts === 'number' ? attempts - 1 : attempts, (nth) => (start === undefined || multiple === undefined || cap === undefined ? undefined : Math.min(start * multiple ** (nth - 1), cap) / 1000)),
      implicit: false,
      at: absolute(ref.chunk, ref.call.span),
    };
  },
};
