import type { Layer, Repairs, Write } from '../policy/layer';
import { enough, isFew } from '../policy/refill';
import type { CallRef, FunctionRef } from '../program/fileView';
import { type StatusCode, alsoFor, firstParam } from './alsoFor';
import type { Setting } from './clientOptions';
import type { Tools } from './model';
import { type Draft, repairsOf } from './repairsOf';
import { type RetrySettings, flatSettings, withNumber } from './retrySettings';
import { addedArgument, addedEntry, replacing } from './writes';
import { written } from './written';

interface Known {
  readonly ref: CallRef;
  readonly layer: Layer;
  /** False before 4.2.0, where no ready-made condition acts on a 429 and no delay reads retry-after. */
  readonly knows429: boolean;
  /** True if only Claude calls go through the client. */
  readonly own: boolean;
}

/** How the options of `axiosRetry(client, options)` are written: axios-retry 4.5.0 `src/index.ts`. */
export function axiosRetryRepairs({ ref, layer, knows429, own }: Known, tools: Tools): { readonly repairs?: Repairs } {
  const name = written(ref.call.callee);
  if (name === '' || layer.attempts === 1) return {};
  const given = tools.argument(ref, 1);
  const condition = knows429 ? `${name}.isRetryableError` : `(error) => ${name}.isRetryableError(error) || error.response?.status === 429`;
  const delay = `${name}.exponentialDelay`;
  if (!given) {
    const all = `{ retries: ${enough}, retryCondition: ${condition}, retryDelay: ${delay} }`;
    return repairsOf({ acts: { writes: [['retries, retryCondition, retryDelay', addedArgument(ref, all)]], safe: own } });
  }
  const settings = flatSettings([{ ref, index: 1 }], 'retries', tools);
  const paced = settings.of('retryDelay') === undefined ? [['retryDelay', added(settings, `retryDelay: ${delay}`)] as const] : [];
  const few = isFew(layer) ? [['retries', withNumber(settings, 'retries', enough)] as const] : [];
  const place = settings.of('retryCondition');
  const missing = [...(layer.covers429 === false ? [429] : []), ...(layer.covers529 === false ? [529] : [])];
  const widened = place && place !== 'unknown' ? alsoFor(place, missing, statusIn, tools) : undefined;
  const acts: Draft = { writes: [['retryCondition', widened ?? conditionWrite(settings, condition, tools)], ...few, ...paced], safe: own };
  return repairsOf({
    ...(layer.covers429 === false && { acts }),
    ...(layer.covers429 === true && layer.covers529 === false && widened && { overloaded: { writes: [['retryCondition', widened]], safe: own } }),
    ...(layer.covers429 === true && { attempts: { writes: [['retries', withNumber(settings, 'retries', enough)], ...paced], safe: own } }),
  });
}

/** An error of axios has the answer, if there was one. */
function statusIn(of: FunctionRef): StatusCode | undefined {
  const error = firstParam(of, []);
  return error === undefined ? undefined : { read: `${error}.response?.status`, number: `${error}.response?.status ?? 0` };
}

function added({ home }: RetrySettings, text: string): Write | undefined {
  return home && addedEntry(home, text);
}

/** A ready-made condition gives way to the one that acts on a 429. */
function conditionWrite(settings: RetrySettings, condition: string, tools: Tools): Write | undefined {
  const place: Setting = settings.of('retryCondition');
  if (place === undefined) return added(settings, `retryCondition: ${condition}`);
  if (place === 'unknown' || place.expr.kind !== 'member') return undefined;
  return tools.resolve(place).every((value) => value.kind === 'symbol' && value.module === 'axios-retry') ? replacing(place, condition) : undefined;
}
