import { type Layer, type Repairs, type Tri, type Write, unknownLayer } from '../policy/layer';
import { enough } from '../policy/refill';
import { scenarios } from '../program/abstract';
import { type CallRef, absolute } from '../program/fileView';
import type { Place } from '../program/place';
import type { Value } from '../program/value';
import { isOneOf, rightAround } from './coverage';
import { dotted } from './dotted';
import { type Tools, tri } from './model';
import { numberOption, pythonArgument } from './options';
import { either, holds } from './pythonHolds';
import { pythonMethod } from './pythonMethod';
import { repairsOf } from './repairsOf';
import { totalWait } from './waits';
import { addedArgument, addedItems, numberArgument } from './writes';

/** A method of a `RetryClient`, and what it puts around the session's request. */
export interface AiohttpRetry {
  readonly name: string;
  /** The call that holds the options of the session. */
  readonly session?: CallRef;
  /** Its own `raise_for_status`, which comes after the last attempt. */
  readonly raises?: Place | 'unknown';
  readonly layers: (ref: CallRef) => readonly Layer[];
}

const classes = new Set(['aiohttp_retry.RetryClient', 'aiohttp_retry.client.RetryClient']);

/** aiohttp-retry 2.9.1 `client.py`: around every method, POST too. */
export function aiohttpRetry(value: Value, tools: Tools): AiohttpRetry | undefined {
  const method = pythonMethod(value, classes);
  if (!method) return undefined;
  const { name, made } = method;
  if (!made) return { name, layers: (ref) => [unknownLayer({ kind: 'adapter', name: 'aiohttp-retry', at: absolute(ref.chunk, ref.call.callee.span) })] };
  const given = pythonArgument(made, 'client_session', 0, tools);
  const sessionValue = given && given !== 'unknown' ? tools.resolve(given).find((found) => found.kind === 'result') : undefined;
  const session = sessionValue?.kind === 'result' ? sessionValue.of : given === undefined ? made : undefined;
  const raises = pythonArgument(made, 'raise_for_status', 3, tools);
  const raisesInside = session && session !== made ? isTrue(tools.option(session, 'raise_for_status'), tools) : false;
  const layers = (ref: CallRef) => {
    const options = tools.option(ref, 'retry_options') ?? pythonArgument(made, 'retry_options', 2, tools);
    return [layer(options, { made, raisesInside }, tools)];
  };
  return { name, ...(session && { session }), ...(raises !== undefined && { raises }), layers };
}

interface Use {
  readonly made: CallRef;
  /** The session raises an error status before the client sees the response. */
  readonly raisesInside: boolean | undefined;
}

/** `retry_options.py`: 3 attempts in all, every 5xx, no 429, no error that is raised, unless told otherwise; it reads no retry-after. */
function layer(options: Place | 'unknown' | undefined, { made, raisesInside }: Use, tools: Tools): Layer {
  const name = 'aiohttp-retry';
  const at = absolute(made.chunk, made.call.span);
  const found = options && options !== 'unknown' ? tools.resolve(options) : [];
  const [value] = found;
  const kind = value?.kind === 'result' ? (dotted(value.callee) ?? '').split('.').at(-1) : undefined;
  if (options !== undefined && (value?.kind !== 'result' || found.length !== 1 || !/^aiohttp_retry\b/.test(dotted(value.callee) ?? ''))) return unknownLayer({ kind: 'adapter', name, at });
  const of = value?.kind === 'result' ? value.of : undefined;
  const option = (key: string) => (of ? tools.option(of, key) : undefined);
  const attempts = attemptsOf(kind, of, tools);
  const statuses = option('statuses');
  const exceptions = option('exceptions');
  const post: Tri = option('methods') === undefined ? true : holds(option('methods'), 'POST', tools);
  const asked: Tri = option('evaluate_response_callback') === undefined ? false : 'unknown';
  const serverErrors: Tri = option('retry_all_server_errors') === undefined ? true : tri(isTrue(option('retry_all_server_errors'), tools));
  const raised = (scenario: (typeof scenarios)[keyof typeof scenarios]): Tri =>
    exceptions === undefined ? false : exceptions === 'unknown' ? 'unknown' : tri(isOneOf(exceptions, rightAround('aiohttp'), scenario, tools));
  const covers = (scenario: (typeof scenarios)['rateLimited' | 'overloaded']): Tri => {
    if (attempts === 1 || post === false) return false;
    const byStatus = either(holds(statuses, scenario.status, tools), either(scenario.status >= 500 ? serverErrors : false, asked));
    const act = raisesInside === undefined ? 'unknown' : raisesInside ? raised(scenario) : byStatus;
    return post === 'unknown' && act !== false ? 'unknown' : act;
  };
  const covers429 = covers(scenarios.rateLimited);
  const covers529 = covers(scenarios.overloaded);
  const retries = typeof attempts === 'number' ? attempts - 1 : attempts;
  return {
    kind: 'adapter',
    name,
    attempts,
    covers429,
    covers529,
    coversConnection: attempts === 1 ? false : raised(scenarios.connection),
    retryAfter: 'ignored',
    maxWaitSeconds: totalWait(retries, (retry) => (of || options === undefined ? waitBefore(kind, of, retry, tools) : undefined)),
    implicit: false,
    at,
    ...(covers429 === false && { whyNot: post === false ? '`methods` leaves POST out' : raisesInside ? 'the session raises the error before aiohttp-retry sees the response' : '429 is not in its `statuses`' }),
    ...(raisesInside === false && attempts !== 1 && repairs({ made, of, kind, covers429, covers529, post }, tools)),
  };
}

interface Known extends Pick<Layer, 'covers429' | 'covers529'> {
  readonly made: CallRef;
  /** The options, where some are given. */
  readonly of: CallRef | undefined;
  readonly kind: string | undefined;
  readonly post: Tri;
}

/** How its options are written. A client may ask other addresses as well. */
function repairs({ made, of, kind, covers429, covers529, post }: Known, tools: Tools): { readonly repairs?: Repairs } {
  if (!of) {
    const options = addedArgument(made, `retry_options=ExponentialRetry(attempts=${enough}, start_timeout=0.5, statuses={429})`, [{ module: 'aiohttp_retry', name: 'ExponentialRetry' }]);
    return covers429 === false ? repairsOf({ acts: { writes: [['statuses', options]], safe: false } }) : {};
  }
  const statuses = tools.option(of, 'statuses');
  const missing = [...(covers429 === true ? [] : ['429']), ...(covers529 === true ? [] : post === false && tools.option(of, 'retry_all_server_errors') === undefined ? [] : ['529'])].filter((status) => holds(statuses, Number(status), tools) === false);
  const listed = ['statuses', statuses === undefined ? addedArgument(of, `statuses={${missing.join(', ')}}`) : statuses === 'unknown' ? undefined : addedItems(statuses, missing, tools)] as const;
  const methods = tools.option(of, 'methods');
  const posts = post === false ? [['methods', methods && methods !== 'unknown' ? addedItems(methods, ['"POST"'], tools) : undefined] as const] : [];
  return repairsOf({
    ...(covers429 === false && { acts: { writes: [...posts, ...(missing.length > 0 ? [listed] : [])], safe: false } }),
    ...(covers429 === true && covers529 === false && { overloaded: { writes: [listed], safe: false } }),
    ...(covers429 === true && kind === 'ExponentialRetry' && { attempts: { writes: lasting(of, tools), safe: false } }),
  });
}

/** 1 s doubled, up to 30 s: a minute and a half in seven waits. */
function lasting(of: CallRef, tools: Tools): readonly (readonly [string, Write | undefined])[] {
  const number = (name: string, value: number) => {
    const place = name === 'attempts' ? pythonArgument(of, name, 0, tools) : tools.option(of, name);
    return [name, numberArgument(of, name, value, place)] as const;
  };
  const given = (['max_timeout', 'factor'] as const).filter((name) => tools.option(of, name) !== undefined);
  return [number('attempts', enough), number('start_timeout', 0.5), ...given.map((name) => number(name, name === 'factor' ? 2 : 30))];
}

function attemptsOf(kind: string | undefined, of: CallRef | undefined, tools: Tools): Layer['attempts'] {
  if (kind === 'ListRetry') {
    const place = of && pythonArgument(of, 'timeouts', 0, tools);
    const list = place && place !== 'unknown' ? tools.resolve(place).find((value) => value.kind === 'list') : undefined;
    return list?.kind === 'list' ? list.of.items.length : 'unknown';
  }
  return (of && numberOption(pythonArgument(of, 'attempts', 0, tools), tools)) ?? 3;
}

/** `get_timeout(attempt)`, where the first retry has the number 1. */
function waitBefore(kind: string | undefined, of: CallRef | undefined, retry: number, tools: Tools): number | undefined {
  const option = (name: string, fallback: number): number => {
    const value = of && numberOption(tools.option(of, name), tools);
    return value === undefined ? fallback : typeof value === 'number' ? value : Number.NaN;
  };
  const exponential = () => Math.min(option('start_timeout', 0.1) * option('factor', 2) ** retry, option('max_timeout', 30));
  switch (kind) {
    case undefined:
    case 'ExponentialRetry':
    case 'RetryOptions':
      return exponential();
    case 'JitterRetry':
      return exponential() + option('random_interval_size', 2) ** option('factor', 2);
    case 'RandomRetry':
      return option('max_timeout', 3);
    case 'FibonacciRetry':
      return Math.min(option('multiplier', 1) * fibonacci(retry), option('max_timeout', 3));
    default:
      return undefined;
  }
}

/** 2, 3, 5, 8, ... */
function fibonacci(n: number): number {
  let [a, b] = [1, 2];
  for (let i = 1; i < n; i++) [a, b] = [b, a + b];
  return b;
}

function isTrue(place: Place | 'unknown' | undefined, tools: Tools): boolean | undefined {
  if (place === undefined) return false;
  const value = place === 'unknown' ? undefined : tools.evaluate(place);
  return value?.is === 'literal' ? Boolean(value.value) : undefined;
}
