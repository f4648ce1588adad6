import type { Clock } from '../../src/io/clock';

/** A clock that stands still until it is told to move on. */
export function manualClock(start = 1_000_000) {
  let now = start;
  let timers: { readonly at: number; readonly callback: () => void }[] = [];
  const clock: Clock = {
    now: () => now,
    after: (ms, callback) => {
      timers.push({ at: now + ms, callback });
      return () => (timers = timers.filter((other) => other.callback !== callback));
    },
  };
  /** Moves on to the next timer until `ms` have passed, and lets what it started come to rest. */
  async function advance(ms: number, rest: () => Promise<void>): Promise<void> {
    const end = now + ms;
    for (;;) {
      const next = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      timers = timers.filter((timer) => timer !== next);
      now = next.at;
      next.callback();
      await rest();
    }
    now = end;
  }
  /** Sets the clock, to which timers give no heed: the time until they are due stays. */
  function jump(ms: number): void {
    now += ms;
    timers = timers.map(({ at, callback }) => ({ at: at + ms, callback }));
  }
  return { clock, advance, jump, pending: () => timers.length };
}
