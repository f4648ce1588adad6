import type { Layer } from '../policy/layer';
import { type Abstract, type Scenario, scenarios } from '../program/abstract';
import { type CallRef, absolute } from '../program/fileView';
import type { Place } from '../program/place';
import type { Value } from '../program/value';
import { coverage, errorIn, isOneOf, predicate } from './coverage';
import { dotted } from './dotted';
import type { LayerUse, LibraryModel, Tools } from './model';
import { numberOption, pythonArgument } from './options';
import { isClassOf } from './isClassOf';
import { decoratorCall } from './pythonDecorator';
import { type Draft, repairsOf } from './repairsOf';
import { isAtLeast } from './versions';
import { totalWait } from './waits';
import { isWrittenIn, replacing } from './writes';

/** stamina 26.1.0 `_core.py`: at most 10 attempts within 45 s, for what `on` names. */
export const stamina: LibraryModel = {
  name: 'stamina',
  languages: ['python'],
  decorator: (use, tools) => {
    const found = decoratorCall(use.decorator, use.args);
    return found?.of && isNamed(found.name, 'retry') ? layer('decorator', found.of, on(found.of, 0, tools), use, tools) : undefined;
  },
  wrapper: (use, tools) => {
    const { callee, callback, ref } = use;
    if (callee.kind !== 'result') return undefined;
    const { callee: maker, of, path } = callee;
    if (path.length === 0 && callback === 0 && isNamed(dotted(maker) ?? '', 'retry')) return layer('library', of, on(of, 0, tools), use, tools);
    if (path.length === 0 && callback === 1 && isCaller(maker)) return layer('library', of, tools.argument(ref, 0), use, tools);
    // `caller.on(RateLimitError)(ask)`
    const bound = path.length === 0 && callback === 0 && maker.kind === 'result' && maker.path.join('.') === 'on' && isCaller(maker.callee) ? maker : undefined;
    return bound && layer('library', bound.of, tools.argument(of, 0), use, tools);
  },
  loop: (over, use, tools) =>
    over.kind === 'result' && over.path.length === 0 && isNamed(dotted(over.callee) ?? '', 'retry_context') ? layer('library', over.of, on(over.of, 0, tools), use, tools) : undefined,
};

function isNamed(name: string, last: string): boolean {
  return name === `stamina.${last}` || name === `stamina._core.${last}`;
}

function isCaller(value: Value): boolean {
  return /^stamina\.(?:_core\.)?(?:Async)?RetryingCaller$/.test(dotted(value) ?? '');
}

function on(ref: CallRef, index: number, tools: Tools): Place | 'unknown' | undefined {
  return pythonArgument(ref, 'on', index, tools);
}

function layer(kind: Layer['kind'], ref: CallRef, types: Place | 'unknown' | undefined, use: LayerUse, tools: Tools): Layer {
  const number = (name: string, fallback: number) => {
    const value = numberOption(tools.option(ref, name), tools) ?? fallback;
    return typeof value === 'number' ? value : Number.NaN;
  };
  const attempts = limit(ref, 'attempts', 10, tools);
  const timeout = limit(ref, 'timeout', 45, tools);
  const hooks = types && types !== 'unknown' ? tools.resolve(types).flatMap((value) => (value.kind === 'function' ? [value.of] : [])) : [];
  const isHook = hooks.length > 0;
  const waitsByHook = hooks.some((of) => !isYesOrNo(tools.returns(of, use.errors, scenarios.rateLimited, errorIn(use, scenarios.rateLimited))));
  const asks = (scenario: Scenario) => {
    if (!types || types === 'unknown') return undefined;
    return isHook ? predicate(types, use, scenario, tools) : isOneOf(types, use, scenario, tools);
  };
  const [first, longest, jitter, base] = [number('wait_initial', 0.1), number('wait_max', 5), number('wait_jitter', 1), number('wait_exp_base', 2)];
  const waits = totalWait(typeof attempts === 'number' ? attempts - 1 : attempts, (retry) => Math.min(longest, first * base ** (retry - 1) + jitter));
  const covered = coverage('stamina', use, attempts, asks);
  return {
    kind,
    name: 'stamina',
    attempts,
    ...covered,
    ...(covered.covers429 === true && covered.covers529 === false && use.throws && types && types !== 'unknown' && repairsOf({ overloaded: byStatus(ref, types, tools) })),
    // A hook may give back how long to wait.
    retryAfter: isHook ? 'unknown' : 'ignored',
    maxWaitSeconds: waitsByHook ? 'unknown' : typeof timeout === 'number' ? (waits === 'unknown' ? (attempts === 'unbounded' ? timeout : waits) : Math.min(waits, timeout)) : timeout === 'unbounded' ? waits : 'unknown',
    ...(timeout !== 'unbounded' && { hasDeadline: true as const }),
    ...(jitter > 0 && { jitter: true }),
    implicit: false,
    at: absolute(ref.chunk, ref.call.span),
  };
}

function isYesOrNo(value: Abstract): boolean {
  return value.is === 'literal' && typeof value.value === 'boolean';
}

/** Since 24.3 `on` may be a function of the error. That of any version of the SDK has the status; of which class that of a 529 is depends on the version. */
function byStatus(ref: CallRef, types: Place, tools: Tools): Draft | undefined {
  if (isAtLeast(tools.versionOf(ref, 'stamina'), '24.3.0') === false || !isWrittenIn(types, ref) || !isClassOf(types, 'RateLimitError', tools)) return undefined;
  return { writes: [['on', replacing(types, 'lambda error: getattr(error, "status_code", None) in (429, 529)')]], safe: true };
}

/** `None` sets no limit. */
function limit(ref: CallRef, name: string, fallback: number, tools: Tools): number | 'unbounded' | 'unknown' {
  const place = tools.option(ref, name);
  if (place === undefined) return fallback;
  const value = place === 'unknown' ? undefined : tools.evaluate(place);
  if (value?.is !== 'literal') return 'unknown';
  return value.value === null ? 'unbounded' : typeof value.value === 'number' ? value.value : 'unknown';
}
