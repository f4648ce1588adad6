import { absolute } from '../program/fileView';
import { everyOf, not, someOf } from '../program/threeValued';
import { coverage, ends } from './coverage';
import type { LibraryModel } from './model';
import { numberOption } from './options';
import { callsOfParam, reached } from './reached';
import { totalWait } from './waits';

/**
 * `@lifeomic/attempt` 3.1.0 `dist/src/index.js`: 3 attempts (0 means no limit), 200 ms after each, grown only where
 * `factor` says so, any error unless `handleError` throws or somebody calls `context.abort()`; it reads no retry-after.
 */
export const lifeomicAttempt: LibraryModel = {
  name: '@lifeomic/attempt',
  languages: ['typescript', 'tsx', 'javascript'],
  wrapper: (use, tools) => {
    const { callee, callback, ref, inner } = use;
    if (callback !== 0 || callee.kind !== 'symbol' || callee.module !== '@lifeomic/attempt' || callee.path.at(-1) !== 'retry') return undefined;
    const number = (name: string, fallback: number) => numberOption(tools.option(ref, name, 1), tools) ?? fallback;
    const known = (name: string, fallback: number) => {
      const found = number(name, fallback);
      return typeof found === 'number' ? found : undefined;
    };
    const given = number('maxAttempts', 3);
    const attempts = given === 0 ? 'unbounded' : given;
    const [delay, factor, cap] = [known('delay', 200), known('factor', 0), known('maxDelay', 0)];
    const own = tools.option(ref, 'calculateDelay', 1) !== undefined;
    const handleError = tools.option(ref, 'handleError', 1);
    const aborts = inner ? callsOfParam(inner, 0, ['abort']) : [];
    return {
      kind: 'library',
      name: '@lifeomic/attempt',
      attempts,
      ...coverage('@lifeomic/attempt', use, attempts, (scenario) =>
        everyOf([
          not(someOf(aborts.map((call) => reached(call, use, scenario, tools)))),
          ...(handleError === undefined
            ? []
            : handleError === 'unknown'
              ? [undefined]
              : [not(ends(handleError, use, scenario, tools, {})), not(ends(handleError, use, scenario, tools, { reach: (of) => callsOfParam(of, 1, ['abort']) }))]),
        ]),
      ),
      retryAfter: 'ignored',
      maxWaitSeconds: totalWait(typeof attempts === 'number' ? attempts - 1 : attempts, (nth) => {
        if (own || delay === undefined || factor === undefined || cap === undefined) return undefined;
        const wait = delay * (factor === 0 ? 1 : factor ** (nth - 1));
        return (factor > 0 && cap > 0 ? Math.min(wait, cap) : wait) / 1000;
      }),
      implicit: false,
      at: absolute(ref.chunk, ref.call.span),
    };
  },
};
