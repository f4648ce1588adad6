import type { Layer } from '../policy/layer';
import { scenarios } from '../program/abstract';
import { absolute } from '../program/fileView';
import type { Value } from '../program/value';
import { type Tools, tri } from './model';
import { numberOption } from './options';
import { totalWait } from './waits';

/**
 * The layer of a `fetch` that fetch-retry has made. 6.0.0 `index.js`: 3 retries, 1 s after each, of a broken connection
 * and of the statuses that `retryOn` lists, none by default; it reads no retry-after.
 */
export function fetchRetryLayer(value: Value, tools: Tools): Layer | undefined {
  if (value.kind !== 'result' || value.callee.kind !== 'symbol' || value.callee.module !== 'fetch-retry' || value.path.length > 0) return undefined;
  const { of } = value;
  const retries = numberOption(tools.option(of, 'retries', 1), tools) ?? 3;
  const delay = numberOption(tools.option(of, 'retryDelay', 1), tools) ?? 1000;
  const retryOn = tools.option(of, 'retryOn', 1);
  const statuses = retryOn === undefined ? [] : retryOn === 'unknown' ? undefined : statusesIn(tools.resolve(retryOn), tools);
  const covers = (status: number) => (retries === 0 ? false : tri(statuses?.includes(status)));
  const covers429 = covers(scenarios.rateLimited.status);
  return {
    kind: 'adapter',
    name: 'fetch-retry',
    attempts: statuses && typeof retries === 'number' ? retries + 1 : 'unknown',
    covers429,
    covers529: covers(scenarios.overloaded.status),
    coversConnection: retries === 0 ? false : statuses ? true : 'unknown',
    retryAfter: 'ignored',
    maxWaitSeconds: totalWait(retries, () => (typeof delay === 'number' ? delay / 1000 : undefined)),
    implicit: false,
    at: absolute(of.chunk, of.call.span),
    ...(covers429 === false && { whyNot: 'fetch-retry re-sends only the statuses that `retryOn` lists' }),
  };
}

/** The numbers of a list; a function decides in its own way. */
function statusesIn([value, ...others]: readonly Value[], tools: Tools): readonly number[] | undefined {
  if (value?.kind !== 'list' || others.length > 0) return undefined;
  const { chunk, region, of } = value;
  const numbers = of.items.map((expr) => tools.number({ chunk, region, expr }));
  return numbers.includes(undefined) ? undefined : numbers.filter((one) => one !== undefined);
}
