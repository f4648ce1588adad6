import { type Layer, unknownLayer } from '../policy/layer';
import { type CallRef, isWithin } from '../program/fileView';
import type { Place } from '../program/place';
import type { Value } from '../program/value';
import { isPlainFetch } from './fetch';
import type { Between, Tools } from './model';
import { spanOf } from './options';
import { callsOfParam } from './reached';
import { fetchRetryLayer } from './sdkFetchRetry';

/** What stands between an SDK client and the network, inner first. */
export interface Inside {
  readonly between: readonly Between[];
  readonly layers: readonly Layer[];
}

/**
 * The `fetch` and the `middleware` of a client of `@anthropic-ai/sdk`, and the `middleware` of one request. 1.13.0
 * `src/core/middleware.ts`: it runs once for each attempt, inside of the SDK's retries, and may call `next` again;
 * what it throws is not retried unless it is a RetryableError or a broken connection.
 */
export function scriptInside(holders: readonly (readonly [CallRef, number])[], tools: Tools): Inside {
  const given = (name: string) => holders.map(([ref, index]) => tools.option(ref, name, index)).filter((place): place is Place => typeof place === 'object');
  const fetches = given('fetch').slice(0, 1).map((place) => fetchInside(place, tools));
  const middlewares = given('middleware').flatMap((place) => itemsOf(place, tools).map((item) => middlewareInside(item, tools)));
  const all = [...fetches, ...middlewares.toReversed()];
  return { between: all.flatMap(({ between }) => between), layers: all.flatMap(({ layers }) => layers) };
}

const nothing: Inside = { between: [], layers: [] };

function unread(place: Place, name: string): Inside {
  return { between: [], layers: [unknownLayer({ kind: 'adapter', name, at: spanOf(place) })] };
}

function itemsOf(place: Place, tools: Tools): readonly Place[] {
  return tools.resolve(place).flatMap((value): readonly Place[] => (value.kind === 'list' ? value.of.items.map((expr) => ({ ...place, chunk: value.chunk, region: value.region, expr })) : value.kind === 'literal' ? [] : [place]));
}

function middlewareInside(place: Place, tools: Tools): Inside {
  const [value] = tools.resolve(place);
  if (value?.kind !== 'function') return unread(place, 'a middleware');
  const sends = callsOfParam(value.of, 1);
  if (sends.length !== 1 || callsItself(value, tools)) return unread(place, 'a middleware');
  return { between: [{ name: 'a middleware', of: value.of, sends, raisesForGood: true }], layers: [] };
}

function fetchInside(place: Place, tools: Tools): Inside {
  const values = tools.resolve(place).filter((value) => !isAbsent(value) && !isPlainFetch(value));
  const [value] = values;
  // What a caller may pass in is the platform's in most programs.
  if (!value || value.kind === 'param') return nothing;
  const library = fetchRetryLayer(value, tools);
  if (library) return { between: [], layers: [library] };
  if (value.kind !== 'function' || callsItself(value, tools)) return unread(place, 'a `fetch` of its own');
  const { chunk, fn, context } = value.of;
  const sends = chunk.facts.calls
    .filter((call) => isWithin(chunk, call.region, fn.region))
    .map((call): CallRef => ({ chunk, call, ...(context && { context }) }))
    .filter((ref) => tools.resolveCallee(ref).some(isPlainFetch));
  return sends.length === 1 ? { between: [{ name: 'a `fetch` of its own', of: value.of, sends, raisesForGood: false }], layers: [] } : unread(place, 'a `fetch` of its own');
}

function isAbsent(value: Value): boolean {
  return value.kind === 'literal' || (value.kind === 'global' && value.path.join('.') === 'undefined');
}

/** Where it does so by its name: an entry `fetch: () => fetch(url)` calls another. */
function callsItself({ of: { chunk, fn } }: Extract<Value, { kind: 'function' }>, tools: Tools): boolean {
  const named = fn.name === undefined ? [] : (chunk.index.calls.get(fn.name) ?? []);
  return named.some((call) => call.callee.kind === 'name' && isWithin(chunk, call.region, fn.region) && tools.resolveCallee({ chunk, call }).some((value) => value.kind === 'function' && value.of.fn === fn));
}
