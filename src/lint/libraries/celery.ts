import { type Layer, type Tri, unknownLayer } from '../policy/layer';
import { type Scenario, scenarios } from '../program/abstract';
import { type CallRef, absolute, isWithin } from '../program/fileView';
import type { Value } from '../program/value';
import { coverage, isOneOf } from './coverage';
import { dotted } from './dotted';
import { type DecoratorUse, type LibraryModel, type Tools, tri } from './model';
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
    if (types === undefined) return retriesItself(args, use, tools);
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

/** A task that asks to be run again: `raise self.retry(exc=error, countdown=60)`, `app/task.py`. */
function retriesItself(args: CallRef, use: DecoratorUse, tools: Tools): Layer | undefined {
  const fn = decorated(args);
  const [again, ...others] = fn ? (args.chunk.index.calls.get('retry') ?? []).filter(({ callee, region }) => callee.kind === 'member' && isWithin(args.chunk, region, fn.region)) : [];
  if (!again) return undefined;
  const at = absolute(args.chunk, again.span);
  if (others.length > 0) return unknownLayer({ kind: 'decorator', name: 'celery', at });
  const ref: CallRef = { chunk: args.chunk, call: again };
  const option = (name: string) => tools.option(ref, name);
  const attempts = option('max_retries') === undefined ? attemptsOf(args, tools) : 'unknown';
  const retries = typeof attempts === 'number' ? attempts - 1 : attempts;
  const delay = option('countdown') ?? option('eta') ?? tools.option(args, 'default_retry_delay');
  const seconds = delay === undefined ? 180 : numberOption(delay, tools);
  const covers = (scenario: Scenario): Tri => (attempts === 1 ? false : tri(use.reaches(ref, scenario)));
  const covers429 = covers(scenarios.rateLimited);
  return {
    kind: 'decorator',
    name: 'celery',
    attempts,
    covers429,
    covers529: covers(scenarios.overloaded),
    coversConnection: covers(scenarios.connection),
    ...(covers429 === false && { whyNot: 'the task does not ask to be run again then' }),
    retryAfter: 'unknown',
    maxWaitSeconds: totalWait(retries, () => (typeof seconds === 'number' ? seconds : undefined)),
    redelivers: true,
    implicit: false,
    at,
  };
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
