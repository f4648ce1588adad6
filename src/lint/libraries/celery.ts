import { type Layer, unknownLayer } from '../policy/layer';
import { type CallRef, absolute, isWithin } from '../program/fileView';
import type { Value } from '../program/value';
import { coverage, isOneOf } from './coverage';
import { dotted } from './dotted';
import type { LibraryModel, Tools } from './model';
import { numberOption } from './options';
import { decorated } from './pythonDecorator';
import { totalWait } from './waits';

/** celery 5.x: a task runs once more after the errors in `autoretry_for` (`app/autoretry.py`), or where it calls `self.retry`. */
export const celery: LibraryModel = {
  name: 'celery',
  languages: ['python'],
  decorator: (use, tools) => {
    const { args } = use;
    if (!args || !isTask(use.decorator)) return undefined;
    const types = tools.option(args, 'autoretry_for');
    if (types === undefined) return retriesItself(args);
    const attempts = attemptsOf(args, tools);
    return {
      kind: 'decorator',
      name: 'celery',
      attempts,
      ...coverage('celery', use, attempts, (scenario) => (types === 'unknown' ? undefined : isOneOf(types, use, scenario, tools))),
      retryAfter: 'ignored',
      maxWaitSeconds: totalWait(typeof attempts === 'number' ? attempts - 1 : attempts, waitBefore(args, tools)),
      implicit: false,
      at: absolute(args.chunk, args.call.span),
    };
  },
};

function isTask(value: Value): boolean {
  if (value.kind === 'symbol') return value.module.split('.')[0] === 'celery' && value.path.at(-1) === 'shared_task';
  const type = value.kind === 'result' ? value.callee : value.kind === 'typed' ? value.type : undefined;
  return type !== undefined && /^celery\.(?:\w+\.)*Celery$/.test(dotted(type) ?? '') && (value.kind === 'result' || value.kind === 'typed') && value.path.join('.') === 'task';
}

/** How `self.retry(...)` is reached is not followed. */
function retriesItself(args: CallRef): Layer | undefined {
  const fn = decorated(args);
  const again = fn && (args.chunk.index.calls.get('retry') ?? []).find(({ callee, region }) => callee.kind === 'member' && isWithin(args.chunk, region, fn.region));
  return again && unknownLayer({ kind: 'decorator', name: 'celery', at: absolute(args.chunk, again.span) });
}

/** `app/task.py`: 3 retries. They can stand in `retry_kwargs`, too. */
function attemptsOf(args: CallRef, tools: Tools): Layer['attempts'] {
  if (tools.option(args, 'retry_kwargs') !== undefined) return 'unknown';
  const retries = numberOption(tools.option(args, 'max_retries'), tools) ?? 3;
  return typeof retries === 'number' ? retries + 1 : retries;
}

/** `app/autoretry.py`: `default_retry_delay` of 180 s, or with `retry_backoff` 1, 2, 4 ... s up to 600 s. */
function waitBefore(args: CallRef, tools: Tools): (retry: number) => number | undefined {
  const number = (name: string, fallback: number) => {
    const value = numberOption(tools.option(args, name), tools) ?? fallback;
    return typeof value === 'number' ? value : Number.NaN;
  };
  const place = tools.option(args, 'retry_backoff');
  const value = place && place !== 'unknown' ? tools.evaluate(place) : undefined;
  if (place === undefined || (value?.is === 'literal' && !value.value)) return () => number('default_retry_delay', 180);
  const factor = value?.is === 'literal' ? Number(value.value) : Number.NaN;
  const most = number('retry_backoff_max', 600);
  return (retry) => Math.min(factor * 2 ** (retry - 1), most);
}
