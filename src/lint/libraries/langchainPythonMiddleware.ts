import type { Layer } from '../policy/layer';
import { type CallRef, absolute } from '../program/fileView';
import { coverage, isOneOf, predicate, rightAround } from './coverage';
import type { ErrorFamily } from './errorClasses';
import type { Tools } from './model';
import { numberOption } from './options';
import { totalWait } from './waits';

/** The layers of the middleware that an agent was made with: `create_agent(model, tools, middleware=[ModelRetryMiddleware(...)])`. */
export function modelRetryMiddleware(agent: CallRef, errors: ErrorFamily, tools: Tools): readonly Layer[] {
  const place = tools.option(agent, 'middleware');
  if (place === undefined || place === 'unknown') return [];
  return tools.resolve(place).flatMap((list) =>
    list.kind !== 'list' ? [] : list.of.items.flatMap((expr) => tools.resolve({ chunk: list.chunk, region: list.region, expr, ...(list.context && { context: list.context }) })).flatMap((value) => (value.kind === 'result' && value.callee.kind === 'symbol' ? layerOf(value.callee.path.at(-1) ?? '', value.of, errors, tools) : [])),
  );
}

function layerOf(name: string, of: CallRef, errors: ErrorFamily, tools: Tools): readonly Layer[] {
  const base = { kind: 'helper', name, retryAfter: 'ignored', implicit: false, at: absolute(of.chunk, of.call.span) } as const;
  const use = rightAround(errors);
  // Another model is asked, whatever was raised: `middleware/model_fallback.py`.
  if (name === 'ModelFallbackMiddleware') return [{ ...base, attempts: of.call.args.length + 1, ...coverage(name, use, of.call.args.length + 1, () => true), maxWaitSeconds: 'unknown' }];
  if (name !== 'ModelRetryMiddleware') return [];
  const option = (key: keyof typeof defaults) => numberOption(tools.option(of, key), tools) ?? defaults[key];
  const [retries, factor, first, most] = [option('max_retries'), option('backoff_factor'), option('initial_delay'), option('max_delay')];
  const attempts = typeof retries === 'number' ? retries + 1 : retries;
  const on = tools.option(of, 'retry_on');
  const known = (value: number | 'unbounded' | 'unknown') => (typeof value === 'number' ? value : Number.NaN);
  return [
    {
      ...base,
      attempts,
      ...coverage(name, use, attempts, (scenario) => (on === undefined ? true : on === 'unknown' ? undefined : (isOneOf(on, use, scenario, tools) ?? predicate(on, use, scenario, tools)))),
      maxWaitSeconds: totalWait(retries, (retry) => 1.25 * Math.min(known(first) * (factor === 0 ? 1 : known(factor) ** (retry - 1)), known(most))),
    },
  ];
}

/** langchain `middleware/model_retry.py`: 2 retries, 1 s doubled up to 60 s, with a quarter of jitter either way. */
const defaults = { max_retries: 2, backoff_factor: 2, initial_delay: 1, max_delay: 60 } as const;
