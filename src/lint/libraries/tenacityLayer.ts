import type { Layer } from '../policy/layer';
import { scenarios } from '../program/abstract';
import { type CallRef, absolute } from '../program/fileView';
import type { Place } from '../program/place';
import { type Coverage, coverage } from './coverage';
import { type LayerUse, type Tools, tri } from './model';
import { tenacityRepairs } from './tenacityRepairs';
import { acts, actsOnResult } from './tenacityRetry';
import { attemptsOf } from './tenacityStop';
import { drawsWait, longestWait, readsRetryAfter } from './tenacityWait';
import { totalWait } from './waits';

/**
 * The layer of tenacity's options, inner call first: `retry.retry_with(stop=...)` and `Retrying.copy(...)` change some
 * of those that stand before. tenacity 9.2.1 `__init__.py`: any Exception, without end and without a wait unless told otherwise.
 */
export function tenacityLayer(kind: Layer['kind'], use: LayerUse, ref: CallRef | undefined, tools: Tools, changed: readonly CallRef[] = []): Layer {
  const refs = [...changed, ...(ref ? [ref] : [])];
  const option = (name: string) => refs.map((one) => tools.option(one, name)).find((place) => place !== undefined);
  const attempts = attemptsOf(option('stop'), tools);
  const wait = option('wait');
  const retry = option('retry');
  const retries = typeof attempts === 'number' ? attempts - 1 : attempts;
  const [at] = refs;
  const layer: Layer = {
    kind,
    name: 'tenacity',
    attempts,
    ...coverage('tenacity', use, attempts, (scenario) => acts(retry, use, scenario, tools)),
    ...(!use.throws && attempts !== 1 && onResult(retry, use, tools)),
    retryAfter: readsRetryAfter(wait, tools),
    maxWaitSeconds: totalWait(retries, (number) => longestWait(wait, number, tools)),
    ...drawn(wait, tools),
    implicit: false,
    ...(at && { at: absolute(at.chunk, at.call.span) }),
  };
  return ref && changed.length === 0 ? { ...layer, ...tenacityRepairs({ of: ref, layer, use }, tools) } : layer;
}

function drawn(wait: Place | 'unknown' | undefined, tools: Tools): Pick<Layer, 'jitter'> {
  const jitter = drawsWait(wait, tools);
  return jitter === undefined ? {} : { jitter };
}

/** Where an error status only comes back, a condition on the result can still act on it. */
function onResult(retry: Place | 'unknown' | undefined, use: LayerUse, tools: Tools): Partial<Coverage> {
  const [covers429, covers529] = [scenarios.rateLimited, scenarios.overloaded].map((scenario) => tri(actsOnResult(retry, use, scenario, tools)));
  return covers429 === false ? {} : { covers429, covers529, whyNot: undefined };
}
