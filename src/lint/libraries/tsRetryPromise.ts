import { absolute } from '../program/fileView';
import { everyOf } from '../program/threeValued';
import { coverage, errorIn, predicate } from './coverage';
import type { LibraryModel, Tools, WrapperUse } from './model';
import { numberOption } from './options';
import { totalWait } from './waits';

/**
 * ts-retry-promise 0.8.1 `dist/retry-promise.js`: 10 retries, 100 ms after each, 60 s in all, any error that `retryIf`
 * accepts but a NotRetryableError; it reads no retry-after. The exponential backoff is `delay ** attempt`.
 */
export const tsRetryPromise: LibraryModel = {
  name: 'ts-retry-promise',
  languages: ['typescript', 'tsx', 'javascript'],
  wrapper: (use, tools) => {
    const { callee, callback, ref } = use;
    if (callback !== 0 || callee.kind !== 'symbol' || callee.module !== 'ts-retry-promise' || !['retry', 'retryDecorator'].includes(callee.path.at(-1) ?? '')) return undefined;
    const retries = retriesOf(use, tools);
    const attempts = typeof retries === 'number' ? retries + 1 : retries;
    const retryIf = tools.option(ref, 'retryIf', 1);
    return {
      kind: 'library',
      name: 'ts-retry-promise',
      attempts,
      ...coverage('ts-retry-promise', use, attempts, (scenario) => {
        const error = errorIn(use, scenario);
        return everyOf([!(error.is === 'error' && error.made?.name === 'NotRetryableError'), retryIf === undefined ? true : retryIf === 'unknown' ? undefined : predicate(retryIf, use, scenario, tools)]);
      }),
      retryAfter: 'ignored',
      maxWaitSeconds: waitOf(use, retries, tools),
      implicit: false,
      at: absolute(ref.chunk, ref.call.span),
    };
  },
};

function retriesOf({ ref }: WrapperUse, tools: Tools): number | 'unbounded' | 'unknown' {
  const place = tools.option(ref, 'retries', 1);
  return place && place !== 'unknown' && tools.texts(place).includes('INFINITELY') ? 'unbounded' : (numberOption(place, tools) ?? 10);
}

function waitOf({ ref }: WrapperUse, retries: number | 'unbounded' | 'unknown', tools: Tools): number | 'unknown' {
  const option = (name: string, fallback: number) => {
    const found = numberOption(tools.option(ref, name, 1), tools) ?? fallback;
    return typeof found === 'number' ? found : undefined;
  };
  const [delay, cap, whole] = [option('delay', 100), option('maxBackOff', 300_000), option('timeout', 60_000)];
  const place = tools.option(ref, 'backoff', 1);
  const [shape = 'FIXED'] = place === undefined ? [] : place === 'unknown' ? ['\u0000'] : tools.texts(place);
  const grow: Readonly<Record<string, (retry: number, ms: number) => number>> = { FIXED: (_, ms) => ms, LINEAR: (retry, ms) => retry * ms, EXPONENTIAL: (retry, ms) => ms ** retry };
  const total = totalWait(retries, (retry) => {
    const before = delay === undefined ? undefined : grow[shape]?.(retry, delay);
    return before === undefined || cap === undefined ? undefined : Math.min(before, cap) / 1000;
  });
  // The whole time bounds it even where the number of retries does not.
  if (whole === undefined || whole === 0) return total;
  return total === 'unknown' ? whole / 1000 : Math.min(total, whole / 1000);
}
