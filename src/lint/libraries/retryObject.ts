import type { Layer, Repairs } from '../policy/layer';
import { enough, isFew } from '../policy/refill';
import type { Place } from '../program/place';
import type { Holder } from './clientOptions';
import type { Tools } from './model';
import { type Draft, repairsOf } from './repairsOf';
import { nestedSettings, withItems, withNumber } from './retrySettings';
import { isWrittenIn, replacing } from './writes';

/** A client whose option `retry` holds `limit`, `methods` and `statusCodes`, or is the limit alone. */
interface RetryObject {
  readonly holders: readonly Holder[];
  readonly standard: { readonly methods: readonly string[]; readonly statusCodes: readonly number[] };
  /** How it spells POST. */
  readonly post: string;
  readonly allowsPost: boolean | undefined;
  readonly lists: (status: number) => boolean | undefined;
  readonly layer: Layer;
  /** True if only Claude calls go through the client. */
  readonly own: boolean;
}

/** How the retries of such a client are written. */
export function retryObjectRepairs(client: RetryObject, retry: Place | 'unknown', tools: Tools): { readonly repairs?: Repairs } {
  const { holders, standard, post, layer, own } = client;
  const settings = nestedSettings(holders, 'retry', tools);
  const missing = [429, 529].filter((status) => client.lists(status) === false);
  const isShort = retry !== 'unknown' && retry.expr.kind === 'number';
  const isPrivate = (keys: readonly string[], client: { readonly own: boolean }) => (isShort ? client.own || isWrittenIn(retry, holders[0]?.ref) : settings.isPrivate(keys, client));
  // Those of other requests stay.
  const methods = isPrivate([], { own: false }) ? [] : standard.methods;
  const safe = isPrivate(['methods', 'statusCodes'], { own });
  const statuses = ['statusCodes', withItems(settings, 'statusCodes', missing, standard.statusCodes, tools)] as const;
  const acts: Draft = isShort
    ? { writes: [['methods, statusCodes', replacing(retry, `{ limit: ${isFew(layer) ? enough : written(retry)}, methods: [${[...methods, post].map((method) => `'${method}'`).join(', ')}], statusCodes: [${[...standard.statusCodes, ...missing].join(', ')}] }`)]], safe }
    : { writes: [...(client.allowsPost === false ? [['methods', withItems(settings, 'methods', [post], methods, tools)] as const] : []), ...(missing.length > 0 ? [statuses] : []), ...(isFew(layer) ? [['limit', withNumber(settings, 'limit', enough)] as const] : [])], safe };
  return repairsOf({
    ...(layer.covers429 === false && { acts }),
    ...(layer.covers429 === true && layer.covers529 === false && { overloaded: { writes: [statuses], safe: isPrivate(['statusCodes'], { own }) } }),
    ...(layer.waitsHoweverLong && { wait: { writes: [['maxRetryAfter', isShort ? undefined : withNumber(settings, 'maxRetryAfter', 120_000)]], safe: false } }),
    ...(layer.covers429 === true && { attempts: { writes: [['limit', isShort ? replacing(retry, String(enough)) : withNumber(settings, 'limit', enough)]], safe: isPrivate(['limit'], { own }) } }),
  });
}

function written({ expr }: Place): string {
  return expr.kind === 'number' ? String(expr.value) : '';
}
