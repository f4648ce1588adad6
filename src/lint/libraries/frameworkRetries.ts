import type { Layer } from '../policy/layer';
import type { Place } from '../program/place';
import type { Span } from '../source';
import type { Tools } from './model';
import { numberOption, spanOf } from './options';
import { totalWait } from './waits';

export interface FrameworkRetries {
  /** The package, as its user knows it. */
  readonly name: string;
  /** The option as written. */
  readonly option: string;
  readonly value: Place | 'unknown' | undefined;
  /** Retries where the option is absent. */
  readonly fallback: number | 'unknown';
  /** Where options stand that cannot be read. */
  readonly at: Span | undefined;
  /** Longest wait in seconds before the retry with that number; absent for an official SDK below. */
  readonly waitBefore?: (retry: number) => number | undefined;
  readonly retryAfter?: Layer['retryAfter'];
  readonly covers529?: boolean;
}

/** Both the `anthropic` and the `openai` SDK: `min(0.5 * 2^n, 8)` s (`_base_client.py`); seen: anthropic 2.13.0 and openai 3.3.0 wait the 90 s they are told. */
const waitOfSdk = (retry: number) => Math.min(0.5 * 2 ** (retry - 1), 8);

/** The retries that a framework sets by an option of its own: it acts on 429, on 5xx and on broken connections. */
export function frameworkRetries({ name, option, value, fallback, at, waitBefore = waitOfSdk, retryAfter = 'honoured', covers529 = true }: FrameworkRetries, tools: Tools): Layer {
  const given = numberOption(value, tools);
  const retries = given ?? fallback;
  const base = { kind: 'framework', name, retryAfter, implicit: given === undefined } as const;
  const where = given === undefined ? undefined : value === 'unknown' || value === undefined ? at : spanOf(value);
  const place = where && { at: where };
  if (typeof retries !== 'number' || retries < 0) return { ...base, ...place, attempts: 'unknown', covers429: 'unknown', covers529: 'unknown', coversConnection: 'unknown', maxWaitSeconds: 'unknown' };
  const covers = retries > 0;
  return {
    ...base,
    ...place,
    attempts: retries + 1,
    covers429: covers,
    covers529: covers && covers529,
    coversConnection: covers,
    maxWaitSeconds: totalWait(retries, waitBefore),
    ...(!covers && { whyNot: given === undefined ? 'it re-sends nothing by default' : `\`${option}\` is 0` }),
  };
}
