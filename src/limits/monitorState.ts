import { bucketsOf, tightestBucket } from './bucket';
import type { PingResult } from './pingResult';
import type { Snapshot } from './snapshot';

/** All that decides whether a ping may be sent and what the meter shows. Plain JSON; all times in ms. */
export interface Monitor {
  readonly consent: boolean;
  readonly key: 'present' | 'absent';
  /** Where pings go: address and model. */
  readonly target: string;
  /** Why nothing may be sent at all. */
  readonly refusal?: string;
  /** 0: only when asked. */
  readonly intervalMs: number;
  /** Pings of one day that nobody asked for. */
  readonly dailyMaximum?: number;
  /** How many pings that nobody asked for were sent on a day, counted in days since 1970. */
  readonly sent?: { readonly day: number; readonly count: number };
  /** The window is not in use, so that pings at an interval rest. */
  readonly paused: boolean;
  /** The user wants them to rest, until the user says otherwise. */
  readonly pausedByUser: boolean;
  /** A ping is under way; `stale` when its answer will say nothing about the present key and target. */
  readonly inFlight?: 'current' | 'stale';
  /** Nobody asked for the ping under way. */
  readonly unasked?: true;
  /** Start of the last ping. */
  readonly startedAt?: number;
  /** The server asked for silence until then. */
  readonly waitUntil?: number;
  /** Failed pings in a row. */
  readonly failures: number;
  /** How the last ping ended. */
  readonly result?: PingResult;
  /** The last snapshots with a headroom in them, those of a model class oldest first, which a failure afterwards does not erase. */
  readonly readings: readonly Snapshot[];
  /** Time of the last event. */
  readonly seenAt: number;
}

/** What the monitor is in, in one word. */
export type Phase =
  | 'refused'
  | 'no-consent'
  | 'no-key'
  | 'pinging'
  | 'idle'
  | 'ok'
  | 'no-headers'
  | 'limited'
  | 'unauthorized'
  | 'overloaded'
  | 'offline'
  | 'error';

/** A monitor before anything is known: it may not ping. */
export function newMonitor(now: number): Monitor {
  return { consent: false, key: 'absent', target: '', intervalMs: 0, paused: false, pausedByUser: false, failures: 0, readings: [], seenAt: now };
}

/** True for what was read off a request of the user's own, for which no ping was sent. */
export function isObserved(result: PingResult | undefined): boolean {
  return result !== undefined && 'snapshot' in result && result.snapshot.source !== undefined;
}

/** The phase a monitor is in. */
export function phaseOf(monitor: Monitor): Phase {
  const resting = restingPhase(monitor);
  const hidden = resting === 'refused' || resting === 'no-consent' || resting === 'no-key';
  return monitor.inFlight !== undefined && !hidden ? 'pinging' : resting;
}

/** The phase without the ping under way, which is what the meter goes on showing meanwhile. */
export function restingPhase({ refusal, consent, key, result }: Monitor): Exclude<Phase, 'pinging'> {
  if (!isObserved(result)) {
    if (refusal !== undefined) return 'refused';
    if (!consent) return 'no-consent';
    if (key === 'absent') return 'no-key';
  }
  if (result === undefined) return 'idle';
  if (result.kind === 'failed') return 'error';
  if (result.kind !== 'answered') return result.kind;
  return tightestBucket(bucketsOf(result.snapshot)) === undefined ? 'no-headers' : 'ok';
}

/** True where what was read before must not be taken for what there is now. */
export function hidesReadings(monitor: Monitor): boolean {
  return (['refused', 'no-consent', 'no-key', 'no-headers'] as readonly Phase[]).includes(restingPhase(monitor));
}

/** True where the user is to see that pings at an interval rest: where they could be sent at all. */
export function showsPause(monitor: Monitor): boolean {
  return monitor.pausedByUser && monitor.consent && monitor.key === 'present' && monitor.refusal === undefined;
}

/** The monitor without anything that an earlier key, target or consent brought in. The pace of pings stays. */
export function forgetAnswers(monitor: Monitor): Monitor {
  return {
    ...monitor,
    failures: 0,
    waitUntil: undefined,
    result: undefined,
    readings: [],
    inFlight: monitor.inFlight === undefined ? undefined : 'stale',
  };
}

/** Moves every time by `shift` ms: when the clock is set back, a wait must not grow by the difference. */
export function shiftTimes(monitor: Monitor, shift: number): Monitor {
  const move = (time: number | undefined) => (time === undefined ? undefined : time + shift);
  return {
    ...monitor,
    startedAt: move(monitor.startedAt),
    waitUntil: move(monitor.waitUntil),
    readings: monitor.readings.map((reading) => shiftSnapshot(reading, shift)),
    result: monitor.result && shiftResult(monitor.result, shift),
  };
}

function shiftResult(result: PingResult, shift: number): PingResult {
  const at = result.at + shift;
  return result.kind === 'answered' || result.kind === 'limited'
    ? { ...result, at, snapshot: shiftSnapshot(result.snapshot, shift) }
    : { ...result, at };
}

function shiftSnapshot(snapshot: Snapshot, shift: number): Snapshot {
  const { at, buckets, windows, subscription } = snapshot;
  return { ...snapshot, at: at + shift, buckets: buckets.map((bucket) => shiftReset(bucket, shift)), ...(windows && { windows: windows.map((window) => shiftReset(window, shift)) }), ...(subscription && { subscription: shiftReset(subscription, shift) }) };
}

function shiftReset<T extends { readonly resetAt?: number }>(of: T, shift: number): T {
  return of.resetAt === undefined ? of : { ...of, resetAt: of.resetAt + shift };
}
