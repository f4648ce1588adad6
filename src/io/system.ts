import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from './clock';

/** The clock, chance and waiting of this machine. */
export interface System {
  /** ms since the epoch. */
  readonly now: () => number;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** Resolves after `ms`; rejects when the signal aborts. */
  readonly delay: (ms: number, signal?: AbortSignal) => Promise<void>;
}

export const system: System = {
  now: () => systemClock.now(),
  random: () => Math.random(),
  delay: (ms, signal) => sleep(ms, undefined, signal === undefined ? {} : { signal }),
};
