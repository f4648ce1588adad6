import type { Layer } from '../policy/layer';
import type { Place } from '../program/place';
import type { Tools } from './model';
import { numberOption, spanOf } from './options';
import { totalWait } from './waits';

/** How an SDK or a framework re-sends by itself, and the option that sets how often. */
export interface OwnRetries {
  readonly kind: 'sdk' | 'framework';
  readonly name: string;
  readonly option: string;
  /** Whether the option counts the first request, too. */
  readonly counts: 'retries' | 'attempts';
  /** Retries unless the option says otherwise; `'unknown'` where it is not seen how the client is made. */
  readonly byDefault: number | 'unknown';
  readonly retryAfter: Layer['retryAfter'];
  /** Statuses from 500 up that it sends again; all of them if absent. */
  readonly serverErrors?: readonly number[];
  /** The longest wait in seconds before a retry, the first of which is 1. */
  readonly waitBefore: (retry: number) => number;
}

/** The layer of an SDK's or a framework's own retries. `set` is what the option is set to, where it can stand, the one that wins first. */
export function ownRetries(own: OwnRetries, set: readonly (Place | 'unknown' | undefined)[], tools: Tools): Layer {
  const { kind, name, retryAfter } = own;
  for (const place of set) {
    const found = numberOption(place, tools);
    if (place === undefined || found === undefined) continue;
    const retries = typeof found === 'number' && own.counts === 'attempts' ? found - 1 : found;
    return { kind, name, retryAfter, ...acting(retries, own), implicit: false, ...(place !== 'unknown' && { at: spanOf(place) }) };
  }
  return { kind, name, retryAfter, ...acting(own.byDefault, own), implicit: true };
}

function acting(retries: number | 'unbounded' | 'unknown', { option, counts, serverErrors, waitBefore }: OwnRetries): Pick<Layer, 'attempts' | 'covers429' | 'covers529' | 'coversConnection' | 'maxWaitSeconds' | 'whyNot'> {
  if (retries === 'unknown' || (typeof retries === 'number' && !(retries >= 0)))
    return { attempts: 'unknown', covers429: 'unknown', covers529: 'unknown', coversConnection: 'unknown', maxWaitSeconds: 'unknown' };
  const covers = retries !== 0;
  return {
    attempts: typeof retries === 'number' ? retries + 1 : retries,
    covers429: covers,
    covers529: covers && (serverErrors?.includes(529) ?? true),
    coversConnection: covers,
    maxWaitSeconds: totalWait(retries, waitBefore),
    ...(!covers && { whyNot: `\`${option}\` is ${counts === 'attempts' ? 1 : 0}` }),
  };
}
