import type { Layer, Tri } from '../policy/layer';
import { isFew } from '../policy/refill';
import { type CallRef, absolute } from '../program/fileView';
import type { Place } from '../program/place';
import type { Tools } from './model';
import { made, numberOption, pythonArgument } from './options';
import { both, either, holds, isEmpty } from './pythonHolds';
import { urllib3Instead, urllib3Repairs } from './urllib3Repairs';
import { totalWait } from './waits';

const modules = ['urllib3', 'urllib3.util', 'urllib3.util.retry', 'requests', 'requests.packages.urllib3.util.retry', 'requests.packages.urllib3.util', 'requests.adapters', 'requests.packages.urllib3', 'pip._vendor.urllib3', 'botocore.vendored.requests.packages.urllib3.util.retry'];

/** urllib3 2.8.0 `util/retry.py`: what a Retry says about a POST. */
interface RetryFacts {
  readonly total: number | 'unbounded' | 'unknown';
  readonly post: Tri;
  readonly listed: (status: number) => Tri;
  readonly connection: Tri;
  readonly retryAfter: Layer['retryAfter'];
  /** The longest wait before a retry; the first has the number 1. */
  readonly wait: (retry: number) => number | undefined;
  /** The call that makes the Retry. */
  readonly of?: CallRef;
}

/** Where a Retry is given, and whether only Claude calls go through what has it. */
interface Given {
  readonly at: CallRef;
  readonly own: boolean;
}

/** The layer of what is given as `retries` or `max_retries`; undefined where it says that nothing is sent again. */
export function urllib3RetryLayer(place: Place | 'unknown', { at, own }: Given, tools: Tools): Layer | undefined {
  const facts = retryFacts(place, tools);
  const { total, post, listed, retryAfter } = facts;
  if (total === 0) return undefined;
  // A listed status is retried; so is a 429 with retry-after, which the service sends with its rate limits.
  const covers429 = both(post, either(listed(429), retryAfter === 'unknown' ? 'unknown' : retryAfter === 'honoured'));
  // `RETRY_AFTER_STATUS_CODES` is 413, 429 and 503: a 529 must be listed.
  const covers529 = both(post, listed(529));
  const { of, wait } = facts;
  const repairs = of ? urllib3Repairs({ of, own, allowsPost: post, listed, covers429, covers529, retryAfter, isFew: isFew({ attempts: typeof total === 'number' ? total + 1 : total }), waits: (retries) => totalWait(retries, wait) }, tools) : place === 'unknown' ? {} : urllib3Instead(place, own);
  return {
    kind: 'adapter',
    name: 'urllib3 Retry',
    attempts: typeof total === 'number' ? total + 1 : total,
    covers429,
    covers529,
    // A connection that is not made is tried again with any method, one that breaks later only where POST is allowed.
    coversConnection: both(post, facts.connection),
    retryAfter,
    ...(covers429 === true && listed(429) === false && { needsRetryAfter: true }),
    maxWaitSeconds: totalWait(total, wait),
    implicit: false,
    at: absolute(at.chunk, at.call.span),
    ...(covers429 === false && { whyNot: post === false ? 'urllib3 leaves POST alone unless `allowed_methods` names it' : '429 is not in `status_forcelist`' }),
    ...repairs,
  };
}

function retryFacts(place: Place | 'unknown', tools: Tools): RetryFacts {
  const open: RetryFacts = { total: 'unknown', post: 'unknown', listed: () => 'unknown', connection: 'unknown', retryAfter: 'unknown', wait: () => undefined };
  if (place === 'unknown') return open;
  const plain = plainRetries(place, tools);
  if (plain !== undefined) return plain;
  const values = tools.resolve(place);
  const [found] = values.map((value) => made(value, modules));
  if (values.length !== 1 || !found || found.path.length > 0) return open;
  // `Retry.from_int`: the defaults with another total.
  if (found.name === 'from_int') return plainRetries(tools.argument(found.of, 0) ?? place, tools) ?? open;
  if (found.name !== 'Retry') return open;
  const { of } = found;
  const option = (name: string, fallback: number) => {
    const value = numberOption(tools.option(of, name), tools) ?? fallback;
    return typeof value === 'number' ? value : Number.NaN;
  };
  // Defaults: total 10, backoff_factor 0, backoff_max 120, no jitter.
  const [factor, max, jitter] = [option('backoff_factor', 0), option('backoff_max', 120), option('backoff_jitter', 0)];
  return {
    total: totalOf(of, tools),
    post: allowsPost(tools.option(of, 'allowed_methods') ?? tools.option(of, 'method_whitelist'), tools),
    listed: (status) => holds(tools.option(of, 'status_forcelist'), status, tools),
    connection: connectionOf(of, tools),
    retryAfter: respects(tools.option(of, 'respect_retry_after_header'), tools),
    // `get_backoff_time`: nothing before the first retry, then factor * 2^(n-1).
    wait: (retry) => (retry === 1 ? 0 : Math.min(max, factor * 2 ** (retry - 1) + jitter)),
    of,
  };
}

/** A number of retries, or `False` for none: the defaults, which leave POST alone. */
function plainRetries(place: Place, tools: Tools): RetryFacts | undefined {
  const value = tools.evaluate(place);
  if (value.is !== 'literal' || (typeof value.value !== 'number' && typeof value.value !== 'boolean')) return undefined;
  return { total: Number(value.value), post: false, listed: () => false, connection: true, retryAfter: 'honoured', wait: () => 0 };
}

/** `total` and `status` both bound the retries after a status; `None` sets no bound, `False` allows none. */
function totalOf(ref: CallRef, tools: Tools): RetryFacts['total'] {
  const total = limitOf(pythonArgument(ref, 'total', 0, tools), 10, tools);
  const status = limitOf(pythonArgument(ref, 'status', 4, tools), 'unbounded', tools);
  if (total === 'unknown' || status === 'unknown') return 'unknown';
  if (total === 'unbounded') return status;
  return status === 'unbounded' ? total : Math.min(total, status);
}

/** `connect` and `read` bound the retries of a connection that is not made, or breaks: seen, one request where both are 0. */
function connectionOf(ref: CallRef, tools: Tools): Tri {
  const limits = [pythonArgument(ref, 'connect', 1, tools), pythonArgument(ref, 'read', 2, tools)].map((place) => limitOf(place, 'unbounded', tools));
  if (limits.every((limit) => limit === 'unbounded')) return true;
  return limits.every((limit) => limit === 0) ? false : 'unknown';
}

function limitOf(place: Place | 'unknown' | undefined, fallback: number | 'unbounded', tools: Tools): RetryFacts['total'] {
  if (place === undefined) return fallback;
  const value = place === 'unknown' ? undefined : tools.evaluate(place);
  if (value?.is !== 'literal') return 'unknown';
  if (value.value === null) return 'unbounded';
  return typeof value.value === 'number' || value.value === false ? Number(value.value) : 'unknown';
}

/** `None`, `False` and an empty list allow any method; the default list has no POST. */
function allowsPost(place: Place | 'unknown' | undefined, tools: Tools): Tri {
  if (place === undefined) return false;
  if (place === 'unknown') return 'unknown';
  const value = tools.evaluate(place);
  if (value.is === 'literal' && (value.value === null || value.value === false)) return true;
  if (isDefaultMethods(place)) return false;
  return isEmpty(place, tools) ? true : holds(place, 'POST', tools);
}

/** `Retry.DEFAULT_ALLOWED_METHODS`, also in the union `Retry.DEFAULT_ALLOWED_METHODS | {"POST"}`. */
function isDefaultMethods({ expr }: Place): boolean {
  return expr.kind === 'member' && (expr.name === 'DEFAULT_ALLOWED_METHODS' || expr.name === 'DEFAULT_METHOD_WHITELIST');
}

function respects(place: Place | 'unknown' | undefined, tools: Tools): Layer['retryAfter'] {
  if (place === undefined) return 'honoured';
  const value = place === 'unknown' ? undefined : tools.evaluate(place);
  return value?.is === 'literal' ? (value.value ? 'honoured' : 'ignored') : 'unknown';
}
