import { unknownLayer } from '../policy/layer';
import { type CallRef, absolute } from '../program/fileView';
import type { Place } from '../program/place';
import type { Value } from '../program/value';
import { coverage } from './coverage';
import type { LibraryModel, Tools } from './model';
import { made, numberOption } from './options';
import { stepsAfter } from './stepsAfter';

/**
 * effect 4.1.0 (and 3.x): `Effect.tryPromise(fn).pipe(Effect.retry(policy))`, policy `{ times }` or a Schedule. Without
 * a retry in the same expression an effect that is run there re-sends nothing; one that is handed on may be retried anywhere.
 */
export const effect: LibraryModel = {
  name: 'effect',
  languages: ['typescript', 'tsx', 'javascript'],
  wrapper: (use, tools) => {
    const name = exportOf(use.callee);
    if (use.callback !== 0 || name === undefined || !['tryPromise', 'promise', 'async', 'callback', 'gen', 'fn'].includes(name)) return undefined;
    const at = absolute(use.ref.chunk, use.ref.call.callee.span);
    const steps = stepsAfter(use.ref).flatMap((ref) => tools.resolveCallee(ref).flatMap((callee) => { const step = exportOf(callee); return step === undefined ? [] : [{ ref, step }]; }));
    const [retry, ...others] = steps.filter(({ step }) => step.startsWith("retry"));
    if (!retry) return steps.some(({ step }) => step.startsWith('run')) ? { kind: 'limiter' } : unknownLayer({ kind: 'library', name: 'effect', at });
    const times = others.length > 0 || retry.step !== 'retry' ? undefined : timesOf(retry.ref, tools);
    if (times === undefined || name !== 'tryPromise') return unknownLayer({ kind: 'library', name: 'effect', at: absolute(retry.ref.chunk, retry.ref.call.callee.span) });
    return {
      kind: 'library',
      name: 'effect',
      attempts: times + 1,
      ...coverage('effect', use, times + 1, () => true),
      retryAfter: 'ignored',
      maxWaitSeconds: 'unknown',
      implicit: false,
      at: absolute(retry.ref.chunk, retry.ref.call.span),
    };
  },
};

function exportOf(value: Value): string | undefined {
  return value.kind === 'symbol' && /^effect(?:\/|$)/.test(value.module) ? value.path.at(-1) : undefined;
}

/** How often a policy retries; undefined where it depends on the error or is not read. */
function timesOf(ref: CallRef, tools: Tools): number | undefined {
  const index = ref.call.args.length - 1;
  const place = tools.argument(ref, index);
  if (!place) return undefined;
  if (tools.resolve(place).every(({ kind }) => kind !== 'object')) return recursIn(place, tools);
  const option = (name: string) => tools.option(ref, name, index);
  if (option('while') !== undefined || option('until') !== undefined) return undefined;
  const times = numberOption(option('times'), tools);
  const schedule = option('schedule');
  if (typeof times === 'number') return times;
  return times === undefined ? recursIn(schedule ?? 'unknown', tools) : undefined;
}

/** `Schedule.recurs(5)`, alone. */
function recursIn(place: Place | 'unknown', tools: Tools): number | undefined {
  const [value] = place === 'unknown' ? [] : tools.resolve(place);
  const schedule = value && made(value, ['effect', 'effect/Schedule']);
  const times = schedule?.name === 'recurs' && schedule.path.length === 0 ? numberOption(tools.argument(schedule.of, 0), tools) : undefined;
  return typeof times === 'number' ? times : undefined;
}
