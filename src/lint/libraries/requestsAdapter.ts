import type { Layer, Tri } from '../policy/layer';
import { type CallRef, type FileView, absolute } from '../program/fileView';
import type { Place } from '../program/place';
import type { Tools } from './model';
import { made, numberOption, pythonArgument } from './options';
import { totalWait } from './waits';

const adapterModules = ['requests', 'requests.adapters'];
const retryModules = ['urllib3', 'urllib3.util', 'urllib3.util.retry', 'requests', 'requests.packages.urllib3.util.retry', 'requests.packages.urllib3.util', 'requests.adapters'];

/** The layers of the adapters that the file mounts on a session for `https://`. */
export function mountedLayers(file: FileView, session: CallRef, tools: Tools): readonly Layer[] {
  return (file.calls.get('mount') ?? []).flatMap((ref) => {
    const isMine = tools.resolveCallee(ref).some((value) => value.kind === 'result' && value.of.call === session.call);
    const prefix = tools.argument(ref, 0);
    const adapter = tools.argument(ref, 1);
    if (!isMine || !prefix || !adapter || tools.texts(prefix).every((text) => text.startsWith('http:'))) return [];
    return tools.resolve(adapter).flatMap((value) => {
      const found = made(value, adapterModules);
      return found?.name === 'HTTPAdapter' ? (adapterLayer(found.of, tools) ?? []) : [];
    });
  });
}

/** urllib3 `util/retry.py`: what a Retry says about a POST. */
interface RetryFacts {
  readonly total: number | 'unknown';
  readonly post: Tri;
  readonly listed: (status: number) => Tri;
  readonly retryAfter: Layer['retryAfter'];
  /** The longest wait in seconds before a retry that is not the first; undefined if it is not known. */
  readonly backoff: (retry: number) => number | undefined;
}

function adapterLayer(ref: CallRef, tools: Tools): Layer | undefined {
  const place = pythonArgument(ref, 'max_retries', 2, tools);
  if (place === undefined) return undefined;
  const facts = retryFacts(place, tools);
  // A listed status is retried; so is a 429 with retry-after, which the service sends with its rate limits.
  const covers = (status: number, byHeader: Tri): Tri => and(facts.post, or(facts.listed(status), byHeader));
  const covers429 = facts.total === 0 ? false : covers(429, facts.retryAfter === 'unknown' ? 'unknown' : facts.retryAfter === 'honoured');
  return {
    kind: 'adapter',
    name: 'urllib3 Retry',
    attempts: facts.total === 'unknown' ? 'unknown' : facts.total + 1,
    covers429,
    // `RETRY_AFTER_STATUS_CODES` is 413, 429 and 503: a 529 must be listed.
    covers529: facts.total === 0 ? false : covers(529, false),
    // A request that has left may have been done, so only a method that is allowed is sent again: `Retry.increment`.
    coversConnection: facts.total === 0 ? false : facts.post,
    retryAfter: facts.retryAfter,
    ...(covers429 === true && facts.listed(429) === false && { needsRetryAfter: true }),
    // `get_backoff_time`: nothing before the first retry.
    maxWaitSeconds: totalWait(facts.total, (retry) => (retry === 1 ? 0 : facts.backoff(retry))),
    implicit: false,
    at: absolute(ref.chunk, ref.call.span),
    ...(covers429 === false && { whyNot: whyNot(facts) }),
  };
}

function whyNot({ total, post }: RetryFacts): string {
  if (total === 0) return 'it allows no retries';
  return post === false ? 'urllib3 leaves POST alone unless `allowed_methods` names it' : '429 is not in `status_forcelist`';
}

function retryFacts(place: Place | 'unknown', tools: Tools): RetryFacts {
  const open: RetryFacts = { total: 'unknown', post: 'unknown', listed: () => 'unknown', retryAfter: 'unknown', backoff: () => undefined };
  if (place === 'unknown') return open;
  const number = tools.number(place);
  // `Retry.from_int`: the defaults with another total.
  if (number !== undefined) return { total: number, post: false, listed: () => false, retryAfter: 'honoured', backoff: () => 0 };
  const found = tools.resolve(place).map((value) => made(value, retryModules)).find((value) => value?.name === 'Retry');
  if (!found) return open;
  const { of } = found;
  // Defaults of urllib3 2.8.0: total 10, backoff_factor 0, backoff_max 120, backoff_jitter 0, respect_retry_after_header True.
  const total = numberOption(pythonArgument(of, 'total', 0, tools), tools) ?? 10;
  const [factor, most, jitter] = [numberOption(tools.option(of, 'backoff_factor'), tools) ?? 0, numberOption(tools.option(of, 'backoff_max'), tools) ?? 120, numberOption(tools.option(of, 'backoff_jitter'), tools) ?? 0];
  return {
    total: typeof total === 'number' ? total : 'unknown',
    post: allowsPost(tools.option(of, 'allowed_methods') ?? tools.option(of, 'method_whitelist'), tools),
    listed: (status) => holds(tools.option(of, 'status_forcelist'), status, tools),
    retryAfter: respects(tools.option(of, 'respect_retry_after_header'), tools),
    backoff: (retry) => (typeof factor === 'number' && typeof most === 'number' && typeof jitter === 'number' ? Math.min(most, factor * 2 ** (retry - 1) + jitter) : undefined),
  };
}

/** `None` and `False` allow any method; the default list has no POST. */
function allowsPost(place: Place | 'unknown' | undefined, tools: Tools): Tri {
  if (place === undefined) return false;
  if (place === 'unknown') return 'unknown';
  const value = tools.evaluate(place);
  if (value.is === 'literal' && (value.value === null || value.value === false)) return true;
  return holds(place, 'POST', tools);
}

function respects(place: Place | 'unknown' | undefined, tools: Tools): Layer['retryAfter'] {
  if (place === undefined) return 'honoured';
  const value = place === 'unknown' ? undefined : tools.evaluate(place);
  return value?.is === 'literal' ? (value.value ? 'honoured' : 'ignored') : 'unknown';
}

/** Whether a list, tuple, set, `frozenset([...])`, `range(...)` or a union of them holds an item. */
function holds(place: Place | 'unknown' | undefined, item: string | number, tools: Tools): Tri {
  if (place === undefined) return false;
  if (place === 'unknown') return 'unknown';
  const { chunk, region, expr } = place;
  if (expr.kind === 'binary' && (expr.op === '|' || expr.op === '+'))
    return or(holds({ chunk, region, expr: expr.left }, item, tools), holds({ chunk, region, expr: expr.right }, item, tools));
  const [value] = tools.resolve(place);
  if (value?.kind === 'list') {
    const items = value.of.items.map((inner) => tools.evaluate({ chunk: value.chunk, region: value.region, expr: inner }));
    if (items.some((found) => found.is === 'literal' && found.value === item)) return true;
    return items.every((found) => found.is === 'literal') ? false : 'unknown';
  }
  if (value?.kind !== 'result' || value.callee.kind !== 'global') return 'unknown';
  const name = value.callee.path.join('.');
  if (['frozenset', 'set', 'list', 'tuple'].includes(name)) return holds(tools.argument(value.of, 0), item, tools);
  return name === 'range' && typeof item === 'number' ? inRange(value.of, item, tools) : 'unknown';
}

function inRange(ref: CallRef, item: number, tools: Tools): Tri {
  const [from, to] = [0, 1].map((index) => numberOption(tools.argument(ref, index), tools));
  return typeof from === 'number' && typeof to === 'number' ? from <= item && item < to : 'unknown';
}

function and(a: Tri, b: Tri): Tri {
  if (a === false || b === false) return false;
  return a === true && b === true ? true : 'unknown';
}

function or(a: Tri, b: Tri): Tri {
  if (a === true || b === true) return true;
  return a === false && b === false ? false : 'unknown';
}
