import { type Layer, type Repairs, unknownLayer } from '../policy/layer';
import { attemptsOutliving, enough } from '../policy/refill';
import type { Scenario } from '../program/abstract';
import { type CallRef, absolute } from '../program/fileView';
import type { Place } from '../program/place';
import { everyOf, someOf } from '../program/threeValued';
import type { Value } from '../program/value';
import { coverage, isOneOf, predicate } from './coverage';
import type { LayerUse, LibraryModel, Limiter, Tools } from './model';
import { type NumberOption, made, numberOption } from './options';
import { repairsOf } from './repairsOf';
import { flatSettings, withNumber } from './retrySettings';
import { totalWait } from './waits';
import { addedEntry } from './writes';

/**
 * cockatiel 3.2.1: `retry(handleAll, { maxAttempts, backoff }).execute(fn)`, alone or in a `wrap(...)`. `dist/RetryPolicy.js`:
 * without `maxAttempts` (retries, not attempts) there is no limit, without `backoff` no wait; it reads no retry-after.
 * Circuit breakers, bulkheads, timeouts and fallbacks re-send nothing.
 */
export const cockatiel: LibraryModel = {
  name: 'cockatiel',
  languages: ['typescript', 'tsx', 'javascript'],
  wrapper: (use, tools) => {
    const policy = use.callee;
    if (use.callback !== 0 || policy.kind !== 'result' || policy.path.join('.') !== 'execute') return undefined;
    return layerOf({ ...policy, path: [] }, use, tools, 0);
  },
  decorator: (use, tools) => {
    const applied = made(use.decorator, modules) ?? (use.args && use.decorator.kind === 'symbol' && use.decorator.module === 'cockatiel' ? { name: use.decorator.path.at(-1), of: use.args } : undefined);
    const place = applied?.name === 'usePolicy' ? tools.argument(applied.of, 0) : undefined;
    const [policy] = place ? tools.resolve(place) : [];
    const layer = policy && layerOf(policy, use, tools, 0);
    return layer?.kind === 'limiter' ? undefined : layer;
  },
};

const modules = ['cockatiel'];

/** The one retry of a policy; several in one `wrap` are not told apart. */
function layerOf(policy: Value, use: LayerUse, tools: Tools, depth: number): Layer | Limiter | undefined {
  const found = made(policy, modules);
  if (!found || depth > 3) return undefined;
  if (found.name === 'retry') return retryLayer(found.of, use, tools);
  if (found.name === 'bulkhead') {
    const limit = numberOption(tools.argument(found.of, 0), tools);
    return { kind: 'limiter', ...(typeof limit === 'number' && { limit }) };
  }
  if (found.name !== 'wrap') return { kind: 'limiter' };
  const parts = found.of.call.args.map((_, index) => {
    const place = tools.argument(found.of, index);
    return place && tools.resolve(place).map((value) => layerOf(value, use, tools, depth + 1)).find((layer) => layer !== undefined);
  });
  const at = absolute(found.of.chunk, found.of.call.span);
  const unread = unknownLayer({ kind: 'library', name: 'cockatiel', at });
  const retries = parts.filter((part) => part && part.kind !== 'limiter');
  if (retries.length > 1 || (retries.length === 0 && parts.includes(undefined))) return unread;
  return retries[0] ?? parts.find((part) => part?.kind === 'limiter' && part.limit !== undefined) ?? { kind: 'limiter' };
}

function retryLayer(of: Extract<Value, { kind: 'result' }>['of'], use: LayerUse, tools: Tools): Layer {
  const retries = numberOption(tools.option(of, 'maxAttempts', 1), tools) ?? 'unbounded';
  const attempts = typeof retries === 'number' ? retries + 1 : retries;
  const handled = tools.argument(of, 0);
  const backoff = tools.option(of, 'backoff', 1);
  const layer: Layer = {
    kind: 'library',
    name: 'cockatiel',
    attempts,
    ...coverage('cockatiel', use, attempts, (scenario) => (handled ? handles(tools.resolve(handled), use, scenario, tools, 0) : undefined)),
    retryAfter: isOwn(backoff, tools) ? 'unknown' : 'ignored',
    maxWaitSeconds: waitOf(backoff, retries, tools),
    implicit: false,
    at: absolute(of.chunk, of.call.span),
  };
  return { ...layer, ...repairs(layer, of, attemptsOutliving((number) => waitOf(backoff, number, tools)), tools) };
}

/** `maxAttempts` counts the retries. Without a backoff it does not wait at all. */
function repairs(layer: Layer, of: CallRef, attempts: number | undefined, tools: Tools): { readonly repairs?: Repairs } {
  if (layer.covers429 !== true) return {};
  const settings = flatSettings([{ ref: of, index: 1 }], 'maxAttempts', tools);
  const waits = tools.option(of, 'backoff', 1) === undefined && settings.home ? [['backoff', { ...addedEntry(settings.home, 'backoff: new ExponentialBackoff()'), names: [{ module: 'cockatiel', name: 'ExponentialBackoff' }] }] as const] : [];
  const retries = attempts === undefined ? (waits.length > 0 ? enough + 1 : undefined) : attempts - 1;
  if (retries === undefined) return {};
  const numbers = [['maxAttempts', withNumber(settings, 'maxAttempts', retries)] as const, ...waits];
  const safe = settings.isPrivate([], { own: false });
  return repairsOf(layer.attempts === 'unbounded' ? { limit: { writes: numbers, safe } } : { attempts: { writes: numbers, safe } });
}

/** `handleAll`, `handleType(Class)`, `handleWhen(test)` and what `.orType` and `.orWhen` add: `dist/Policy.js`. */
function handles(filters: readonly Value[], use: LayerUse, scenario: Scenario, tools: Tools, depth: number): boolean | undefined {
  const [filter] = filters;
  if (!filter || filters.length > 1 || depth > 6) return undefined;
  if (filter.kind === 'symbol') return filter.module === 'cockatiel' && filter.path.at(-1) === 'handleAll' ? true : undefined;
  if (filter.kind !== 'result') return undefined;
  const { callee, of } = filter;
  const [first, second] = [tools.argument(of, 0), tools.argument(of, 1)];
  const asked = (name: string): boolean | undefined => {
    if (/ResultType$|WhenResult$/.test(name)) return false;
    if (!first) return undefined;
    if (name.endsWith("When")) return predicate(first, use, scenario, tools);
    return everyOf([isOneOf(first, use, scenario, tools), ...(second ? [predicate(second, use, scenario, tools)] : [])]);
  };
  if (callee.kind === 'symbol') return callee.module === 'cockatiel' ? asked(callee.path.at(-1) ?? '') : undefined;
  if (callee.kind !== 'result' || callee.path.length !== 1) return undefined;
  return someOf([handles([{ ...callee, path: [] }], use, scenario, tools, depth + 1), asked(callee.path[0] ?? '')]);
}

/** A `DelegateBackoff` waits for whatever a function of the program says. */
function isOwn(place: Place | 'unknown' | undefined, tools: Tools): boolean {
  return place === 'unknown' || (place !== undefined && tools.resolve(place).some((value) => made(value, modules)?.name === 'DelegateBackoff'));
}

function waitOf(place: Place | 'unknown' | undefined, retries: number | 'unbounded' | 'unknown', tools: Tools): Layer['maxWaitSeconds'] {
  if (place === undefined) return typeof retries === 'number' ? 0 : 'unknown';
  const [value] = place === 'unknown' ? [] : tools.resolve(place);
  const backoff = value && made(value, modules);
  if (!backoff) return 'unknown';
  const known = (option: NumberOption, fallback: number) => (option === undefined ? fallback : typeof option === 'number' ? option : undefined);
  if (backoff.name === 'ConstantBackoff') {
    const delay = known(numberOption(tools.argument(backoff.of, 0), tools), 0);
    return totalWait(retries, () => (delay === undefined ? undefined : delay / 1000));
  }
  if (backoff.name !== 'ExponentialBackoff') return 'unknown';
  const option = (name: string, fallback: number) => known(numberOption(tools.option(backoff.of, name), tools), fallback);
  const [initial, exponent, cap] = [option('initialDelay', 128), option('exponent', 2), option('maxDelay', 30_000)];
  if (initial === undefined || exponent === undefined || cap === undefined) return 'unknown';
  // The decorrelated jitter of `ExponentialBackoffGenerators.js` at most, which the others never exceed.
  return totalWait(retries, (retry) => Math.min((exponent ** retry / 1.4) * initial, cap) / 1000);
}
