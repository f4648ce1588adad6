/** Time as the meter uses it, so that a test can bring its own. */
export interface Clock {
  /** ms since 1970. */
  now(): number;
  /** Calls back once, `ms` from now; the returned function cancels it. */
  after(ms: number, callback: () => void): () => void;
}

/** The machine's clock. Its timers do not keep a process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, Math.min(ms, longestTimeout));
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Node fires a longer timer at once. */
const longestTimeout = 2 ** 31 - 1;
