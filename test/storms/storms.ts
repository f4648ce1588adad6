import type { EmulatorOptions } from '../../src/emulator/server';

/** What the service does while a program runs. */
export interface Storm {
  readonly title: string;
  readonly service: Pick<EmulatorOptions, 'faults' | 'limits' | 'msPerToken'>;
  /** Requests of somebody else that have emptied the buckets before. */
  readonly others?: number;
  /** True where many calls run at once: their waits overlap, so that they take their time. */
  readonly realTime?: true;
  /** What is expected of a program that has been fixed. */
  readonly after: 'succeeds' | 'stops at once' | 'asks less often' | 'waits by chance';
}

export const storms = {
  told: { title: '429 four times, each with `retry-after: 3`', service: { faults: [{ kind: 'input-tokens-limit', times: 4, retryAfterSeconds: 3 }] }, after: 'succeeds' },
  refill: { title: 'an empty bucket: room for one request every 20 s', service: { limits: { rpm: 3 } }, others: 3, after: 'succeeds' },
  overloaded: { title: '529 four times, without `retry-after`', service: { faults: [{ kind: 'overloaded', times: 4 }] }, after: 'succeeds' },
  reset: { title: 'a connection that breaks once', service: { faults: [{ kind: 'connection-reset', times: 1 }] }, after: 'succeeds' },
  broken: { title: 'a stream that ends twice in an `overloaded_error` before its first text', service: { faults: [{ kind: 'stream-error', times: 2, after: 'message_start' }] }, after: 'succeeds' },
  parallel: { title: '40 calls at once into a bucket of 10', service: { limits: { rpm: 600, burstSeconds: 1 } }, realTime: true, after: 'succeeds' },
  spent: { title: 'a spend cap', service: { faults: [{ kind: 'spend-limit' }] }, after: 'stops at once' },
  refused: { title: '429 for a long context without extra usage', service: { faults: [{ kind: 'long-context' }] }, after: 'stops at once' },
  malformed: { title: 'a 400, which no wait mends', service: { faults: [{ kind: 'credit-balance' }] }, after: 'stops at once' },
  hours: { title: '429 with `retry-after: 7200`', service: { faults: [{ kind: 'input-tokens-limit', times: 1, retryAfterSeconds: 7200 }] }, after: 'stops at once' },
  lasting: { title: '429 sixty times', service: { faults: [{ kind: 'input-tokens-limit', times: 60, retryAfterSeconds: 1 }] }, after: 'asks less often' },
  together: { title: '429 four times, without `retry-after`, to several callers', service: { faults: [{ kind: 'input-tokens-limit', times: 4, retryAfterSeconds: null }] }, after: 'waits by chance' },
} as const satisfies Readonly<Record<string, Storm>>;

export type StormId = keyof typeof storms;

export function isStorm(word: string): word is StormId {
  return Object.hasOwn(storms, word);
}
