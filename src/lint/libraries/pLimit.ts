import type { Value } from '../program/value';
import type { LibraryModel, Limiter, Tools } from './model';
import { numberOption } from './options';
import type { Place } from '../program/place';

/** p-limit: `const limit = pLimit(5); limit(() => ...)`. */
export const pLimit: LibraryModel = limiter('p-limit', [''], (of, tools) => tools.argument(of, 0) ?? tools.option(of, 'concurrency'));

/** p-queue: `new PQueue({ concurrency: 5 }).add(() => ...)`. */
export const pQueue: LibraryModel = limiter('p-queue', ['add', 'addAll'], (of, tools) => tools.option(of, 'concurrency'));

/** bottleneck: `new Bottleneck({ maxConcurrent: 5 }).schedule(() => ...)`. */
export const bottleneck: LibraryModel = limiter('bottleneck', ['schedule', 'wrap'], (of, tools) => tools.option(of, 'maxConcurrent'));

type LimitOf = (of: Extract<Value, { kind: 'result' }>['of'], tools: Tools) => Place | 'unknown' | undefined;

function limiter(name: string, methods: readonly string[], limitOf: LimitOf): LibraryModel {
  return {
    name,
    languages: ['typescript', 'tsx', 'javascript'],
    wrapper: ({ callee }, tools): Limiter | undefined => {
      if (callee.kind !== 'result' || !methods.includes(callee.path.join('.'))) return undefined;
      const { callee: maker, of } = callee;
      if (maker.kind !== 'symbol' || maker.module !== name) return undefined;
      const place = limitOf(of, tools);
      const limit = numberOption(place, tools);
      return { kind: 'limiter', ...(typeof limit === 'number' && { limit }) };
    },
  };
}
