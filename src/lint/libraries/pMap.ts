import type { Place } from '../program/place';
import type { LibraryModel, Many, Tools } from './model';
import { numberOption } from './options';

const languages = ['typescript', 'tsx', 'javascript'] as const;

/** p-map 7.1.1 `index.js`: `pMap(items, fn, { concurrency })`, without a limit by default; it calls its function once for each item. */
export const pMap: LibraryModel = {
  name: 'p-map',
  languages,
  fanOut: ({ ref, callee, callback }, tools) => (callback === 1 && callee.kind === 'symbol' && callee.module === 'p-map' ? bound(tools.option(ref, 'concurrency', 2), tools) : undefined),
};

/** async 3.2.6: `mapLimit(items, 5, fn)` and its like, `queue(fn, 5)`; `map` and its like without a limit. Only `retry` and `retryable` call a function again. */
export const asyncLibrary: LibraryModel = {
  name: 'async',
  languages,
  fanOut: ({ ref, callee, callback }, tools) => {
    if (callee.kind !== 'symbol' || callee.module.split('/')[0] !== 'async') return undefined;
    const name = callee.path.at(-1) ?? callee.module.split('/')[1] ?? '';
    if (/^(?:each|forEach|map|filter|reject|some|every|concat|groupBy|flatMap)(?:Of)?Limit$/.test(name)) return callback === 2 ? bound(tools.argument(ref, 1), tools) : undefined;
    if (name === 'queue' || name === 'priorityQueue') return callback === 0 ? ofQueue(bound(tools.argument(ref, 1), tools, 1)) : undefined;
    return callback === 1 && /^(?:each|forEach|map|filter|concat|groupBy)(?:Of)?$/.test(name) ? {} : undefined;
  },
};

/** What is put into a queue one at a time comes as slowly as somebody puts it there. */
function ofQueue(many: Many): Many | undefined {
  return many.limit === 1 ? undefined : many;
}

/** `@supercharge/promise-pool` 3.3.0: `PromisePool.for(items).withConcurrency(5).process(fn)`, ten at once by default; an item is processed once. */
export const promisePool: LibraryModel = {
  name: '@supercharge/promise-pool',
  languages,
  fanOut: ({ callee, callback }, tools) => {
    if (callback !== 0 || callee.kind !== 'result' || callee.path.join('.') !== 'process') return undefined;
    let limit: Place | undefined;
    for (let value = callee; ; ) {
      const step: typeof value.callee = value.callee;
      if (step.kind === 'symbol') return step.module === '@supercharge/promise-pool' ? bound(limit ?? (step.path.at(-1) === 'withConcurrency' ? tools.argument(value.of, 0) : undefined), tools, 10) : undefined;
      if (step.kind !== 'result') return undefined;
      if (step.path.at(-1) === 'withConcurrency') limit ??= tools.argument(value.of, 0);
      value = step;
    }
  },
};

function bound(place: Place | 'unknown' | undefined, tools: Tools, fallback?: number): Many {
  const limit = numberOption(place, tools) ?? fallback;
  return typeof limit === 'number' ? { limit } : limit === 'unknown' ? { isBounded: true } : {};
}
