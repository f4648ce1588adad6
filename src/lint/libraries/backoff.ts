import type { Layer, Tri } from '../policy/layer';
import { type Scenario, scenarios, truth } from '../program/abstract';
import { type CallRef, absolute } from '../program/fileView';
import { everyOf, not } from '../program/threeValued';
import { backoffRepairs } from './backoffRepairs';
import { coverage, isOneOf, predicate } from './coverage';
import { dotted } from './dotted';
import { type LayerUse, type LibraryModel, type Tools, tri } from './model';
import { type NumberOption, numberOption, pythonArgument } from './options';
import { decoratorCall } from './pythonDecorator';
import { totalWait } from './waits';

/** backoff 2.x (litl/backoff `_decorator.py`, `_wait_gen.py`): no limit of tries unless given; full jitter only shortens a wait. */
export const backoff: LibraryModel = {
  name: 'backoff',
  leavesGenerators: true,
  languages: ['python'],
  decorator: (use, tools) => {
    const found = decoratorCall(use.decorator, use.args);
    return found?.of && layer('decorator', found.name, found.of, use, tools);
  },
  // `backoff.on_exception(...)(ask)`
  wrapper: (use, tools) => {
    const found = use.callback === 0 && use.callee.kind === 'result' ? decoratorCall(use.callee) : undefined;
    return found?.of && layer('library', found.name, found.of, use, tools);
  },
};

function layer(kind: Layer['kind'], name: string, ref: CallRef, use: LayerUse, tools: Tools): Layer | undefined {
  if (!name.startsWith('backoff.')) return undefined;
  if (name.endsWith('.on_exception')) return { ...onException(use, ref, tools), kind };
  return name.endsWith('.on_predicate') ? { ...onPredicate(use, ref, tools), kind } : undefined;
}

function onException(use: LayerUse, ref: CallRef, tools: Tools): Layer {
  const types = pythonArgument(ref, 'exception', 1, tools);
  const giveup = tools.option(ref, 'giveup');
  const attempts = tries(ref, tools);
  const made = {
    ...base(ref, tools, attempts),
    ...coverage('backoff', use, attempts, (scenario) =>
      everyOf([
        types === undefined || types === 'unknown' ? undefined : isOneOf(types, use, scenario, tools),
        giveup === undefined ? true : giveup === 'unknown' ? undefined : not(predicate(giveup, use, scenario, tools)),
      ]),
    ),
  } satisfies Layer;
  return { ...made, ...backoffRepairs({ ref, layer: made, use, waits: (retries) => totalWait(retries, waitBefore(ref, tools)) }, tools) };
}

/** Its predicate, `not` unless given, gets what the function returns; it sees no error that is raised. */
function onPredicate(use: LayerUse, ref: CallRef, tools: Tools): Layer {
  const asked = pythonArgument(ref, 'predicate', 1, tools);
  const sees = (scenario: Scenario): Tri => {
    const { raises, value } = use.answers(scenario);
    if (raises === undefined || asked === 'unknown') return 'unknown';
    if (raises) return false;
    return tri(asked ? predicate(asked, use, scenario, tools, value) : not(truth(value)));
  };
  return { ...base(ref, tools, tries(ref, tools)), covers429: sees(scenarios.rateLimited), covers529: sees(scenarios.overloaded), coversConnection: false };
}

function base(ref: CallRef, tools: Tools, attempts: Layer['attempts']) {
  const retries = typeof attempts === 'number' ? attempts - 1 : attempts;
  const longest = seconds(numberOption(tools.option(ref, 'max_time'), tools), Infinity);
  const total = totalWait(retries, waitBefore(ref, tools));
  return {
    kind: 'decorator',
    name: 'backoff',
    attempts,
    retryAfter: readsHeader(ref, tools),
    maxWaitSeconds: longest === undefined ? 'unknown' : total === 'unknown' ? (Number.isFinite(longest) ? longest : 'unknown') : Math.min(total, longest),
    implicit: false,
    at: absolute(ref.chunk, ref.call.span),
  } as const satisfies Partial<Layer>;
}

/** `backoff.runtime` waits for what its `value` function reads off the response or the error, and a generator of the program's own may. */
function readsHeader(ref: CallRef, tools: Tools): Layer['retryAfter'] {
  const place = pythonArgument(ref, 'wait_gen', 0, tools);
  const values = place && place !== 'unknown' ? tools.resolve(place) : [];
  const known = values.every((value) => /^backoff\.(?:_wait_gen\.)?(?:expo|constant|fibo)$/.test(dotted(value) ?? ''));
  return known ? 'ignored' : values.some((value) => /^backoff\.(?:_wait_gen\.)?runtime$/.test(dotted(value) ?? '')) ? 'honoured' : 'unknown';
}

function tries(ref: CallRef, tools: Tools): Layer['attempts'] {
  const value = numberOption(tools.option(ref, 'max_tries'), tools);
  if (value !== undefined) return value;
  // With a time limit alone, how many fit into it depends on the jitter.
  return tools.option(ref, 'max_time') === undefined ? 'unbounded' : 'unknown';
}

function waitBefore(ref: CallRef, tools: Tools): (retry: number) => number | undefined {
  const place = pythonArgument(ref, 'wait_gen', 0, tools);
  const [value] = place && place !== 'unknown' ? tools.resolve(place) : [];
  const option = (name: string, fallback: number) => seconds(numberOption(tools.option(ref, name), tools), fallback);
  const max = option('max_value', Infinity);
  switch (value?.kind === 'symbol' && value.module.startsWith('backoff') ? value.path.at(-1) : undefined) {
    case 'expo': {
      const [start, factor] = [option('base', 2), option('factor', 1)];
      return (retry) => (start === undefined || factor === undefined || max === undefined ? undefined : Math.min(max, factor * start ** (retry - 1)));
    }
    case 'constant': {
      const interval = option('interval', 1);
      return () => interval;
    }
    case 'fibo':
      return (retry) => (max === undefined ? undefined : Math.min(max, fibonacci(retry)));
    default:
      return () => undefined;
  }
}

function seconds(value: NumberOption, fallback: number): number | undefined {
  if (value === undefined) return fallback;
  return typeof value === 'number' ? value : undefined;
}

/** 1, 1, 2, 3, 5, ... */
function fibonacci(n: number): number {
  let [a, b] = [1, 1];
  for (let i = 1; i < n; i++) [a, b] = [b, a + b];
  return a;
}
