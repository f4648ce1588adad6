import { bucketsOf, tightestBucket } from './bucket';
import { modelClass } from './modelClass';
import { forgetAnswers, shiftTimes, type Monitor } from './monitorState';
import { dayOf, mayAsk, nextPingAt } from './nextPing';
import type { PingResult } from './pingResult';
import type { Snapshot } from './snapshot';

/** What can happen to the monitor. */
export type MonitorEvent =
  | { readonly type: 'consent-given' }
  | { readonly type: 'consent-withdrawn' }
  /** A key was set, or replaced by another one. */
  | { readonly type: 'key-set' }
  | { readonly type: 'key-cleared' }
  | { readonly type: 'settings'; readonly settings: MonitorSettings }
  /** The window lost the focus, so that pings at an interval rest. */
  | { readonly type: 'paused' }
  | { readonly type: 'resumed' }
  /** The user wants pings at an interval to rest, in whatever window. */
  | { readonly type: 'user-paused' }
  | { readonly type: 'user-resumed' }
  /** The user asked for a ping now. */
  | { readonly type: 'asked' }
  | { readonly type: 'tick' }
  /** An answer to a request of the user's own went by. */
  | { readonly type: 'observed'; readonly reading: Snapshot }
  /** The ping in flight ended, in whatever way. */
  | { readonly type: 'ping-settled'; readonly result: PingResult };

export interface MonitorSettings {
  /** ms between pings; 0 pings only when asked. */
  readonly intervalMs: number;
  /** So many pings of a day that nobody asked for, counted from midnight UTC; no limit where it is absent. */
  readonly dailyMaximum?: number;
  /** Names where pings go. A change means that what was read before says nothing any more. */
  readonly target: string;
  /** Why nothing may be sent at all, as a sentence for the user. */
  readonly refusal?: string;
}

export interface Step {
  readonly monitor: Monitor;
  /** `ping`: send one now. The monitor already counts it as in flight, and waits for `ping-settled`. */
  readonly effect: 'ping' | 'none';
}

/**
 * The next state of the monitor after an event at `now` (ms), and what to do about it.
 * It holds no timer: call it with `tick` at `nextPingAt`. Only `asked` and `tick` ever lead to a ping.
 */
export function stepMonitor(before: Monitor, event: MonitorEvent, now: number): Step {
  const monitor = { ...(now < before.seenAt ? shiftTimes(before, now - before.seenAt) : before), seenAt: now };
  if (event.type === 'asked' && mayAsk(monitor)) return startPing({ ...monitor, unasked: undefined });
  if (event.type === 'tick' && now >= (nextPingAt(monitor) ?? Infinity)) return startPing({ ...monitor, unasked: true, sent: oneMore(monitor) });
  return { monitor: apply(monitor, event), effect: 'none' };
}

function startPing(monitor: Monitor): Step {
  return { monitor: { ...monitor, inFlight: 'current', startedAt: monitor.seenAt }, effect: 'ping' };
}

function oneMore({ seenAt, sent }: Monitor): Monitor['sent'] {
  const day = dayOf(seenAt);
  return { day, count: (sent?.day === day ? sent.count : 0) + 1 };
}

/** A night without a network must not use up the pings of the day after. */
function isUnsent(result: PingResult): boolean {
  return result.kind === 'offline' && result.unsent === true;
}

function oneLess({ sent, unasked }: Monitor): Monitor['sent'] {
  return sent && unasked ? { ...sent, count: Math.max(0, sent.count - 1) } : sent;
}

function apply(monitor: Monitor, event: MonitorEvent): Monitor {
  switch (event.type) {
    case 'consent-given':
      return { ...monitor, consent: true };
    case 'consent-withdrawn':
      return { ...forgetAnswers(monitor), consent: false };
    case 'key-set':
      return { ...forgetAnswers(monitor), key: 'present' };
    case 'key-cleared':
      return { ...forgetAnswers(monitor), key: 'absent' };
    case 'settings':
      return applySettings(monitor, event.settings);
    case 'paused':
      return { ...monitor, paused: true };
    case 'resumed':
      return { ...monitor, paused: false };
    case 'user-paused':
      // One that was asked for goes on.
      return { ...monitor, pausedByUser: true, inFlight: monitor.inFlight && (monitor.unasked ? 'stale' : monitor.inFlight) };
    case 'user-resumed':
      return { ...monitor, pausedByUser: false };
    case 'observed':
      return observe(monitor, event.reading);
    case 'ping-settled':
      return settle(monitor, event.result);
    case 'asked':
    case 'tick':
      return monitor;
  }
}

function applySettings(monitor: Monitor, { intervalMs, dailyMaximum, target, refusal }: MonitorSettings): Monitor {
  const kept = target === monitor.target ? monitor : forgetAnswers(monitor);
  return { ...kept, intervalMs, dailyMaximum, target, refusal };
}

function settle(monitor: Monitor, result: PingResult): Monitor {
  const landed = { ...monitor, inFlight: undefined, sent: isUnsent(result) ? oneLess(monitor) : monitor.sent };
  // The key, the target or the consent changed while it was under way: its answer is about something else.
  if (monitor.inFlight !== 'current') return landed;
  const failures = result.kind === 'answered' ? 0 : monitor.failures + countsAsFailure(result);
  return { ...landed, result, failures, readings: withReading(monitor.readings, readingOf(result)), waitUntil: waitUntil(result, monitor.seenAt) };
}

/** It says what a ping would have said, and costs nothing; an answer without limits, such as a 500, says nothing. */
function observe(monitor: Monitor, reading: Snapshot): Monitor {
  const { at, status } = reading;
  if (status === 429) {
    const result: PingResult = { kind: 'limited', at, snapshot: reading, failure: { status, message: 'A request of your own got this answer.' } };
    return { ...monitor, result, readings: withReading(monitor.readings, readingOf(result)), waitUntil: waitUntil(result, monitor.seenAt) };
  }
  const result: PingResult = { kind: 'answered', at, snapshot: reading };
  const told = readingOf(result);
  return told ? { ...monitor, result, readings: withReading(monitor.readings, told), failures: 0, waitUntil: isAbout(monitor.result, reading.model) ? undefined : monitor.waitUntil } : monitor;
}

/** An answer for one model class says nothing of a wait that was asked for another. */
function isAbout(result: PingResult | undefined, model: string): boolean {
  return result !== undefined && 'snapshot' in result && modelClass(result.snapshot.model) === modelClass(model);
}

/** Being offline is no reason to come back slower. */
function countsAsFailure({ kind }: PingResult): 0 | 1 {
  return kind === 'offline' ? 0 : 1;
}

/** So many of one model class tell how fast its buckets are used. */
const mostReadings = 12;
/** What was read before that says nothing of a class any more. */
const keptFor = 3_600_000;
/** A program does not use more classes at a time than this. */
const mostClasses = 6;

/** The readings with the next one: the last few of each model class, as limits are those of a class. */
function withReading(readings: readonly Snapshot[], next: Snapshot | undefined): readonly Snapshot[] {
  if (!next) return readings;
  const own = modelClass(next.model);
  const same = readings.filter(({ model }) => modelClass(model) === own).slice(1 - mostReadings);
  const others = readings.filter(({ model, at }) => modelClass(model) !== own && next.at - at < keptFor);
  const classes = [...new Set(others.map(({ model }) => modelClass(model)))].slice(1 - mostClasses);
  return [...others.filter(({ model }) => classes.includes(modelClass(model))), ...same, next];
}

function readingOf(result: PingResult): Snapshot | undefined {
  if (result.kind !== 'answered' && result.kind !== 'limited') return undefined;
  return tightestBucket(bucketsOf(result.snapshot)) === undefined ? undefined : result.snapshot;
}

function waitUntil(result: PingResult, now: number): number | undefined {
  if (result.kind !== 'limited' || result.snapshot.retryAfterSeconds === undefined) return undefined;
  return now + result.snapshot.retryAfterSeconds * 1000;
}
