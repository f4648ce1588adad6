import { stepMonitor, type MonitorEvent } from '../limits/monitor';
import { newMonitor, type Monitor } from '../limits/monitorState';
import { nextPingAt } from '../limits/nextPing';
import type { PingResult } from '../limits/pingResult';
import type { Clock } from './clock';

export interface MonitorLoopOptions {
  readonly clock: Clock;
  /** Sends one ping. It should end soon after the signal, and must not throw. `freshFor`: what another window was told within so many ms serves as well. */
  readonly sendPing: (signal: AbortSignal, freshFor: number) => Promise<PingResult>;
  /** Called after every event and, as a reading ages, every few seconds. */
  readonly onChange: (monitor: Monitor, now: number) => void;
}

/** The monitor with a clock and a network: it keeps the timers and runs the pings. */
export interface MonitorLoop {
  monitor(): Monitor;
  dispatch(event: MonitorEvent): void;
  /** Resolves when no ping is under way. */
  readonly settled: () => Promise<void>;
  /** Stops the timers and the ping under way. */
  dispose(): void;
}

/** Runs a monitor that starts without consent and without a key. */
export function runMonitor({ clock, sendPing, onChange }: MonitorLoopOptions): MonitorLoop {
  let monitor = newMonitor(clock.now());
  let underWay = Promise.resolve();
  let abort = new AbortController();
  let cancelTimer: () => void = () => undefined;
  let disposed = false;

  function dispatch(event: MonitorEvent): void {
    if (disposed) return;
    const step = stepMonitor(monitor, event, clock.now());
    monitor = step.monitor;
    if (monitor.inFlight === 'stale') abort.abort();
    if (step.effect === 'ping') underWay = run(event.type === 'asked' ? 0 : monitor.intervalMs);
    schedule();
    onChange(monitor, clock.now());
  }

  async function run(freshFor: number): Promise<void> {
    abort = new AbortController();
    const result = await sendPing(abort.signal, freshFor);
    dispatch({ type: 'ping-settled', result });
  }

  function schedule(): void {
    cancelTimer();
    const wait = nextTick(monitor, clock.now());
    if (wait !== undefined) cancelTimer = clock.after(wait, () => dispatch({ type: 'tick' }));
  }

  return {
    monitor: () => monitor,
    dispatch,
    settled: () => underWay,
    dispose: () => {
      disposed = true;
      cancelTimer();
      abort.abort();
    },
  };
}

const quickRefresh = 5_000;
const slowRefresh = 30_000;

/** ms until the next ping or the next time that the words about the last one change, whichever is sooner. */
function nextTick(monitor: Monitor, now: number): number | undefined {
  const ping = nextPingAt(monitor);
  const times = [ping === undefined ? undefined : Math.max(0, ping - now), refreshIn(monitor, now)].filter((time) => time !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}

function refreshIn({ result, waitUntil }: Monitor, now: number): number | undefined {
  if (result === undefined) return undefined;
  const recent = now - result.at < 300_000 || (waitUntil !== undefined && waitUntil > now);
  return recent ? quickRefresh : slowRefresh;
}
