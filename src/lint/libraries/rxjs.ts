import { unknownLayer } from '../policy/layer';
import { type CallRef, absolute } from '../program/fileView';
import type { Value } from '../program/value';
import { coverage } from './coverage';
import type { LibraryModel, Tools } from './model';
import { numberOption } from './options';
import { stepsAfter } from './stepsAfter';
import { totalWait } from './waits';

/**
 * rxjs 7.8.2 `src/internal/operators/retry.ts`: `defer(fn).pipe(retry(3))` subscribes again after any error, and so
 * calls its function again; without a count there is no limit, without a delay no wait. A `from(promise)` sends once.
 */
export const rxjs: LibraryModel = {
  name: 'rxjs',
  languages: ['typescript', 'tsx', 'javascript'],
  wrapper: (use, tools) => {
    if (use.callback !== 0 || exportOf(use.callee) !== 'defer') return undefined;
    const at = absolute(use.ref.chunk, use.ref.call.callee.span);
    const steps = stepsAfter(use.ref).flatMap((ref) => tools.resolveCallee(ref).flatMap((callee) => { const step = exportOf(callee); return step === undefined ? [] : [{ ref, step }]; }));
    const [retry, ...others] = steps.filter(({ step }) => step.startsWith("retry"));
    if (!retry) return steps.some(({ step }) => step === 'lastValueFrom' || step === 'firstValueFrom') ? { kind: 'limiter' } : unknownLayer({ kind: 'library', name: 'rxjs', at });
    const count = others.length > 0 || retry.step !== 'retry' ? undefined : countOf(retry.ref, tools);
    if (!count) return unknownLayer({ kind: 'library', name: 'rxjs', at: absolute(retry.ref.chunk, retry.ref.call.callee.span) });
    const attempts = typeof count.retries === 'number' ? count.retries + 1 : count.retries;
    return {
      kind: 'library',
      name: 'rxjs',
      attempts,
      ...coverage('rxjs', use, attempts, () => true),
      retryAfter: 'ignored',
      maxWaitSeconds: totalWait(count.retries, () => count.delay / 1000),
      implicit: false,
      at: absolute(retry.ref.chunk, retry.ref.call.span),
    };
  },
};

function exportOf(value: Value): string | undefined {
  return value.kind === 'symbol' && /^rxjs(?:\/operators)?$/.test(value.module) ? value.path.at(-1) : undefined;
}

/** `retry()`, `retry(3)` or `retry({ count: 3, delay: 1000 })`; a delay that is a function may turn an error down. */
function countOf(ref: CallRef, tools: Tools): { readonly retries: number | 'unbounded'; readonly delay: number } | undefined {
  const place = tools.argument(ref, 0);
  if (!place) return { retries: 'unbounded', delay: 0 };
  const plain = tools.number(place);
  if (plain !== undefined) return { retries: plain, delay: 0 };
  const [retries, delay] = [numberOption(tools.option(ref, 'count'), tools) ?? 'unbounded', numberOption(tools.option(ref, 'delay'), tools) ?? 0];
  return retries === 'unknown' || typeof delay !== 'number' ? undefined : { retries, delay };
}
