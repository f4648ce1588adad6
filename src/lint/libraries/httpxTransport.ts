import { type Layer, type Repairs, type Tri, type Write, unknownLayer } from '../policy/layer';
import { enough, isFew } from '../policy/refill';
import { scenarios } from '../program/abstract';
import { type CallRef, absolute } from '../program/fileView';
import type { Place } from '../program/place';
import type { Value } from '../program/value';
import { isOneOf, rightAround } from './coverage';
import { dotted } from './dotted';
import { type Tools, tri } from './model';
import { numberOption, pythonArgument, spanOf } from './options';
import { both, either, holds } from './pythonHolds';
import { repairsOf } from './repairsOf';
import { passing } from './statusLists';
import { heeded } from './statusRetry';
import { tenacityTransportLayer } from './tenacityTransport';
import { totalWait } from './waits';
import { addedArgument, addedItems, replacing } from './writes';
import { written } from './written';

/** The layers of the transport given to an httpx client, inner to outer. */
export function httpxTransportLayers(place: Place | 'unknown' | undefined, tools: Tools, depth = 0): readonly Layer[] {
  if (place === undefined) return [];
  if (place === 'unknown' || depth > 3) return [];
  return tools.resolve(place).flatMap((value) => ofTransport(value, place, tools, depth));
}

function ofTransport(value: Value, place: Place, tools: Tools, depth: number): readonly Layer[] {
  if (value.kind === 'literal') return [];
  const unread = [unknownLayer({ kind: 'adapter', name: 'a transport', at: spanOf(place) })];
  if (value.kind !== 'result' || value.path.length > 0) return unread;
  const { of } = value;
  const name = dotted(value.callee) ?? '';
  if (/^httpx2?\.(?:Async)?HTTPTransport$/.test(name)) return connectionRetries(of, tools);
  if (/^httpx2?\.(?:MockTransport|WSGITransport|ASGITransport)$/.test(name)) return [];
  const wrapped = (option: string, index: number) => httpxTransportLayers(pythonArgument(of, option, index, tools), tools, depth + 1);
  if (/^httpx_retries\.(?:transport\.)?RetryTransport$/.test(name)) return [...wrapped('transport', 0), ...retryTransport(of, tools)];
  if (/^pydantic_ai\.retries\.(?:Async)?(?:HTTPX2)?TenacityTransport$/.test(name)) return [...wrapped('wrapped', 1), tenacityTransportLayer(of, tools)];
  return unread;
}

/** `HTTPTransport(retries=n)` retries making the connection and nothing else: httpx 0.28.1, seen with a POST that a 429 answered. */
function connectionRetries(ref: CallRef, tools: Tools): readonly Layer[] {
  const retries = numberOption(tools.option(ref, 'retries'), tools) ?? 0;
  if (retries === 0) return [];
  return [
    {
      kind: 'adapter',
      name: 'httpx transport',
      attempts: typeof retries === 'number' ? retries + 1 : retries,
      covers429: false,
      covers529: false,
      // A connection that is refused, and not one that breaks once the request is on its way.
      coversConnection: false,
      retryAfter: 'ignored',
      // httpcore `connection.py`: 0 s, then 0.5 s doubled with every retry.
      maxWaitSeconds: totalWait(retries, (retry) => (retry === 1 ? 0 : 0.5 * 2 ** (retry - 2))),
      implicit: false,
      at: absolute(ref.chunk, ref.call.span),
      whyNot: '`retries` of an httpx transport re-sends only when no connection is made',
    },
  ];
}

/** httpx-retries 0.6.0 `retry.py`: 10 retries of 429, 502, 503 and 504, no POST, and no wait unless `backoff_factor` or a retry-after says so. */
function retryTransport(ref: CallRef, tools: Tools): readonly Layer[] {
  const at = absolute(ref.chunk, ref.call.span);
  const name = 'httpx-retries';
  const place = pythonArgument(ref, 'retry', 1, tools);
  const values = place && place !== 'unknown' ? tools.resolve(place) : [];
  const [value] = values;
  const of = value?.kind === 'result' && values.length === 1 && /^httpx_retries\.(?:retry\.)?Retry$/.test(dotted(value.callee) ?? '') ? value.of : undefined;
  if (place !== undefined && !of) return [unknownLayer({ kind: 'adapter', name, at })];
  const option = (key: string) => (of ? tools.option(of, key) : undefined);
  const number = (key: string, fallback: number): number => {
    const found = numberOption(option(key), tools) ?? fallback;
    return typeof found === 'number' ? found : Number.NaN;
  };
  const total = (of && numberOption(pythonArgument(of, 'total', 0, tools), tools)) ?? 10;
  const post: Tri = holds(option('allowed_methods'), 'POST', tools);
  const statuses = option('status_forcelist');
  const checked: Tri = option('validate_response') === undefined ? false : 'unknown';
  const listed = (status: number): Tri => either(statuses === undefined ? status === 429 : holds(statuses, status, tools), checked);
  const exceptions = option('retry_on_exceptions');
  const broken: Tri = exceptions === undefined ? true : exceptions === 'unknown' ? 'unknown' : tri(isOneOf(exceptions, rightAround('httpx'), scenarios.connection, tools));
  const respects = option('respect_retry_after_header');
  const honours = respects === undefined ? true : respects === 'unknown' ? undefined : tools.evaluate(respects);
  const covers = (act: Tri): Tri => (total === 0 ? false : both(post, act));
  const covers429 = covers(listed(429));
  const covers529 = covers(listed(529));
  const [factor, longest] = [number('backoff_factor', 0), number('max_backoff_wait', 120)];
  return [
    {
      kind: 'adapter',
      name,
      attempts: typeof total === 'number' ? total + 1 : total,
      covers429,
      covers529,
      coversConnection: covers(broken),
      // At most `max_backoff_wait`, 120 s by default: seen, 90 s as told.
      retryAfter: honours === true ? heeded(longest) : honours?.is === 'literal' ? (honours.value ? heeded(longest) : 'ignored') : 'unknown',
      maxWaitSeconds: totalWait(total, (retry) => Math.min(factor * 2 ** retry, longest)),
      implicit: false,
      at,
      ...(covers429 === false && { whyNot: post === false ? 'httpx-retries leaves POST alone unless `allowed_methods` names it' : '429 is not in its `status_forcelist`' }),
      ...(total !== 0 && retryRepairs({ ref, of, covers429, covers529, post, missing: [429, 529].filter((status) => listed(status) === false), few: isFew({ attempts: typeof total === 'number' ? total + 1 : total }) }, tools)),
    },
  ];
}

interface Known extends Pick<Layer, 'covers429' | 'covers529'> {
  readonly ref: CallRef;
  /** The Retry, where one is given. */
  readonly of: CallRef | undefined;
  readonly post: Tri;
  /** Which of 429 and 529 it leaves alone. */
  readonly missing: readonly number[];
  readonly few: boolean;
}

/** How its arguments are written. A transport may be that of a client which asks other addresses as well. */
function retryRepairs({ ref, of, covers429, covers529, post, missing, few }: Known, tools: Tools): { readonly repairs?: Repairs } {
  const all = `status_forcelist=[${passing.join(', ')}]`;
  const posts = 'allowed_methods=[*Retry.RETRYABLE_METHODS, "POST"]';
  if (!of) {
    const retry = addedArgument(ref, `retry=Retry(total=${enough}, ${posts}, ${all}, backoff_factor=0.5)`, [{ module: 'httpx_retries', name: 'Retry' }]);
    return repairsOf({ acts: { writes: [['allowed_methods, status_forcelist', retry]], safe: false } });
  }
  const items = (name: string, added: readonly string[], whole: string): readonly [string, Write | undefined] => {
    const given = tools.option(of, name);
    return [name, given === undefined ? addedArgument(of, whole) : given === 'unknown' ? undefined : addedItems(given, added, tools)];
  };
  const statuses = missing.length > 0 ? [items('status_forcelist', missing.map(String), all)] : [];
  const methods = post === false ? [items('allowed_methods', ['"POST"'], posts.replace('Retry', written(of.call.callee)))] : [];
  const paced = tools.option(of, 'backoff_factor') === undefined ? [['backoff_factor', addedArgument(of, 'backoff_factor=0.5')] as const] : [];
  const total = pythonArgument(of, 'total', 0, tools);
  const limit = total === undefined ? [] : [['total', total !== 'unknown' && total.expr.kind === 'number' ? replacing(total, String(enough)) : undefined] as const];
  return repairsOf({
    ...(covers429 === false && { acts: { writes: [...methods, ...statuses, ...(few ? limit : []), ...paced], safe: false } }),
    ...(covers429 === true && covers529 === false && { overloaded: { writes: statuses, safe: false } }),
    ...(covers429 === true && { attempts: { writes: [...limit, ...paced], safe: false } }),
  });
}
