import type { Layer, Repairs } from '../policy/layer';
import { attemptsOutliving, enough } from '../policy/refill';
import { type CallRef, absolute } from '../program/fileView';
import { coverage, predicate } from './coverage';
import type { LayerUse, LibraryModel, Tools } from './model';
import { numberOption } from './options';
import { repairsOf } from './repairsOf';
import { flatSettings, withNumber } from './retrySettings';
import { totalWait } from './waits';
import { addedArgument, addedEntry } from './writes';

/**
 * exponential-backoff 3.1.3 `dist/options.js`, `dist/backoff.js`: 10 attempts, 100 ms doubled without a cap, no jitter
 * (full jitter only shortens a wait), any error unless `retry` says no; it reads no retry-after.
 */
export const exponentialBackoff: LibraryModel = {
  name: 'exponential-backoff',
  languages: ['typescript', 'tsx', 'javascript'],
  wrapper: (use, tools) => {
    const { callee, callback, ref } = use;
    if (callback !== 0 || callee.kind !== 'symbol' || callee.module !== 'exponential-backoff' || callee.path.at(-1) !== 'backOff') return undefined;
    const option = (name: string, fallback: number) => numberOption(tools.option(ref, name, 1), tools) ?? fallback;
    const known = (value: number | 'unbounded' | 'unknown') => (value === 'unbounded' ? Infinity : value === 'unknown' ? undefined : value);
    const given = option('numOfAttempts', 10);
    // Below 1 counts as 1.
    const attempts = typeof given === 'number' ? Math.max(1, given) : given;
    const [start, multiple, cap] = [known(option('startingDelay', 100)), known(option('timeMultiple', 2)), known(option('maxDelay', Infinity))];
    const retry = tools.option(ref, 'retry', 1);
    const waits = (retries: number | 'unbounded' | 'unknown') => totalWait(retries, (nth) => (start === undefined || multiple === undefined || cap === undefined ? undefined : Math.min(start * multiple ** (nth - 1), cap) / 1000));
    const layer: Layer = {
      kind: 'library',
      name: 'exponential-backoff',
      attempts,
      ...coverage('exponential-backoff', use, attempts, (scenario) => (retry === undefined ? true : retry === 'unknown' ? undefined : predicate(retry, use, scenario, tools))),
      retryAfter: 'ignored',
      maxWaitSeconds: waits(typeof attempts === 'number' ? attempts - 1 : attempts),
      implicit: false,
      at: absolute(ref.chunk, ref.call.span),
    };
    return { ...layer, ...repairs(layer, { ref, use, attempts: attemptsOutliving(waits) }, tools) };
  },
};

interface Known {
  readonly ref: CallRef;
  readonly use: LayerUse;
  /** How many outlive a limit per minute with the waits that are there. */
  readonly attempts: number | undefined;
}

/** More attempts where they are enough with the waits that are there, else longer waits as well. */
function repairs(layer: Layer, { ref, use, attempts }: Known, tools: Tools): { readonly repairs?: Repairs } {
  if (layer.covers429 !== true || layer.attempts === 'unbounded') return {};
  const numbers = Object.entries(attempts === undefined ? { numOfAttempts: enough, startingDelay: 1000 } : { numOfAttempts: attempts });
  const settings = flatSettings([{ ref, index: 1 }], 'numOfAttempts', tools);
  const spares = settings.home && addedEntry(settings.home, 'retry: (error) => ![400, 401, 403, 404, 413].includes(error.status)');
  const mayAsk = use.throws && use.errors === 'anthropic' && layer.coversPermanent === true && settings.home?.by !== undefined && tools.option(ref, 'retry', 1) === undefined;
  // Other waits may be bounded in other ways.
  const isBounded = attempts === undefined && ['maxDelay', 'timeMultiple'].some((key) => settings.of(key) !== undefined);
  const all = numbers.map(([key, value]) => `${key}: ${value}`).join(', ');
  const writes = tools.argument(ref, 1) ? numbers.map(([key, value]) => [key, withNumber(settings, key, value)] as const) : [[numbers.map(([key]) => key).join(', '), addedArgument(ref, `{ ${all} }`)] as const];
  const safe = tools.argument(ref, 1) === undefined || settings.isPrivate([], { own: false });
  return repairsOf({ ...(!isBounded && { attempts: { writes, safe } }), ...(mayAsk && { permanent: { writes: [['retry', spares]], safe } }) });
}
