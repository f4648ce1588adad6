import type { Layer } from '../policy/layer';
import { type Scenario, scenarios } from '../program/abstract';
import { type CallRef, absolute } from '../program/fileView';
import type { Place } from '../program/place';
import { blockingDecorator } from './blockingDecorator';
import { type Coverage, coverage, isOneOf, predicate } from './coverage';
import { dotted } from './dotted';
import type { LayerUse, LibraryModel, Tools } from './model';
import { numberOption } from './options';
import { decoratorCall } from './pythonDecorator';
import { totalWait } from './waits';

/** retrying 1.4.2 `retrying.py`: any Exception, without end and without a wait unless told otherwise; times are in milliseconds. */
export const retrying: LibraryModel = {
  name: 'retrying',
  leavesGenerators: true,
  languages: ['python'],
  decorator: (use, tools) => {
    const found = decoratorCall(use.decorator, use.args);
    if (found?.name !== 'retrying.retry') return undefined;
    const made = layer('decorator', found.of, use, tools);
    return found.of ? blockingDecorator(made, found.of) : made;
  },
  wrapper: (use, tools) => {
    const { callee, callback } = use;
    if (callback !== 0 || callee.kind !== 'result') return undefined;
    const name = dotted(callee.callee);
    const isCalled = (name === 'retrying.Retrying' && callee.path.join('.') === 'call') || (name === 'retrying.retry' && callee.path.length === 0);
    return isCalled ? layer('library', callee.of, use, tools) : undefined;
  },
};

function layer(kind: Layer['kind'], ref: CallRef | undefined, use: LayerUse, tools: Tools): Layer {
  const option = (name: string) => (ref ? tools.option(ref, name) : undefined);
  const number = (name: string) => {
    const value = numberOption(option(name), tools);
    return value === undefined || typeof value === 'number' ? value : Number.NaN;
  };
  const tries = numberOption(option('stop_max_attempt_number'), tools);
  const own = ['stop', 'stop_func', 'stop_max_delay'].some((name) => option(name) !== undefined);
  const attempts = tries ?? (own ? 'unknown' : 'unbounded');
  const onException = option('retry_on_exception');
  const waitsItself = ['wait', 'wait_func'].some((name) => option(name) !== undefined);
  const jitter = number('wait_jitter_max') ?? 0;
  const waitBefore = (retry: number) => (waitsItself ? undefined : (Math.max(0, ...waits(number, retry)) + jitter) / 1000);
  return {
    kind,
    name: 'retrying',
    attempts,
    ...coverage('retrying', use, attempts, (scenario) => (onException === undefined ? true : onException === 'unknown' ? undefined : (predicate(onException, use, scenario, tools) ?? oneOfTuple(onException, use, scenario, tools)))),
    ...(!use.throws && attempts !== 1 && onResult(option('retry_on_result'), use, tools)),
    retryAfter: waitsItself ? 'unknown' : 'ignored',
    maxWaitSeconds: totalWait(typeof attempts === 'number' ? attempts - 1 : attempts, waitBefore),
    implicit: false,
    ...(ref && { at: absolute(ref.chunk, ref.call.span) }),
  };
}

/** It waits for the longest of those that are asked for. */
function waits(number: (name: string) => number | undefined, retry: number): readonly number[] {
  const [multiplier, most, start, step] = [number('wait_exponential_multiplier'), number('wait_exponential_max'), number('wait_incrementing_start'), number('wait_incrementing_increment')];
  const [random, least] = [number('wait_random_max'), number('wait_random_min')];
  return [
    number('wait_fixed') ?? 0,
    random ?? (least === undefined ? 0 : 1000),
    multiplier === undefined && most === undefined ? 0 : Math.min((multiplier ?? 1) * 2 ** retry, most ?? Infinity),
    start === undefined && step === undefined ? 0 : Math.min((start ?? 0) + (step ?? 100) * (retry - 1), number('wait_incrementing_max') ?? Infinity),
  ];
}

/** A tuple of classes is taken for a test of the type; a class alone is called and is none. */
function oneOfTuple(place: Place, use: LayerUse, scenario: Scenario, tools: Tools): boolean | undefined {
  return tools.resolve(place).every((value) => value.kind === 'list') ? isOneOf(place, use, scenario, tools) : undefined;
}

function onResult(place: Place | 'unknown' | undefined, use: LayerUse, tools: Tools): Partial<Coverage> {
  if (place === undefined) return {};
  const sees = (scenario: (typeof scenarios)['rateLimited' | 'overloaded']) => (place !== 'unknown' && predicate(place, use, scenario, tools) === true ? true : 'unknown');
  return { covers429: sees(scenarios.rateLimited), covers529: sees(scenarios.overloaded), whyNot: undefined };
}
