import type { Arg, Expr } from '../facts/facts';
import { type Abstract, numberIn } from './abstract';
import { type CallRef, type Chunk, calleeName, functionAround } from './fileView';
import { callsWithin } from './regions';
import { resolveCallee } from './resolve';
import type { Value } from './value';

/** How long a call sleeps: seconds, `unknown`, or `none` when it is no sleep. */
export function sleepSeconds(ref: CallRef, evaluate: (expr: Expr) => Abstract): number | 'unknown' | 'none' {
  const sleep = sleepOf(ref);
  if (typeof sleep === 'string') return sleep;
  const amount = numberIn(evaluate(sleep.amount.value));
  return amount === undefined ? 'unknown' : Math.max(0, amount * sleep.unit);
}

/** What a sleep is given, and how many seconds one of it is. */
export interface Sleep {
  readonly amount: Arg;
  readonly unit: number;
}

/** How a call sleeps: `unknown` where its unit is not known, or `none` when it is no sleep. */
export function sleepOf(ref: CallRef): Sleep | 'unknown' | 'none' {
  const timer = promisedTimer(ref);
  if (timer) return { amount: timer, unit: 0.001 };
  const name = calleeName(ref.call);
  if (name === undefined || !/sleep|delay|wait|pause|backoff|setTimeout/i.test(name)) return 'none';
  const unit = unitOf(ref, name);
  if (unit === undefined) return 'none';
  const [amount] = ref.call.args;
  return unit === 'unknown' || !amount ? 'unknown' : { amount, unit };
}

/**
 * True where something may end a sleep before its time: what else it is given, such as an abort signal, what else goes on
 * where its timer is started, or what it is handed to, such as `Promise.race([...])`.
 */
export function mayEndEarly(ref: CallRef): boolean {
  const { chunk, call } = ref;
  const around = functionAround(chunk, call.region)?.fn;
  if (chunk.index.callNames.has(call) || chunk.facts.calls.some((other) => other.argsSpan.start <= call.span.start && call.span.end <= other.argsSpan.end && functionAround(chunk, other.region)?.fn === around)) return true;
  if (call.args.length !== 1) return true;
  const [arg] = call.args;
  if (arg?.value.kind === 'function') return doesMore(chunk, chunk.facts.functions[arg.value.fn]?.region);
  return resolveCallee(ref).some((value) => isEventWait(value) || (value.kind === 'function' && doesMore(value.of.chunk, value.of.fn.region)));
}

/** True for code that calls anything but a timer, and what the timer calls when its time has come. */
function doesMore(chunk: Chunk, region: number | undefined): boolean {
  if (region === undefined) return true;
  return callsWithin(chunk, region).some((call) => !timers.has(calleeName(call) ?? '') && !(call.callee.kind === 'name' && call.args.length === 0));
}

const timers = new Set(['setTimeout', 'sleep', 'Promise']);

/** `new Promise((done) => setTimeout(done, ms))`: what gives the milliseconds. */
function promisedTimer({ chunk, call }: CallRef): Arg | undefined {
  if (!call.isNew || call.callee.kind !== 'name' || call.callee.name !== 'Promise') return undefined;
  const [executor] = call.args;
  if (executor?.value.kind !== 'function') return undefined;
  const fn = chunk.facts.functions[executor.value.fn];
  for (const timer of chunk.index.calls.get('setTimeout') ?? []) if (functionAround(chunk, timer.region)?.fn === fn) return timer.args[1];
  return undefined;
}

/** Seconds per unit of a sleep function's argument; undefined when the function does not sleep. */
function unitOf(ref: CallRef, name: string): number | 'unknown' | undefined {
  for (const value of resolveCallee(ref)) {
    const unit = unitOfValue(value, name);
    if (unit !== undefined) return unit;
  }
  return undefined;
}

/** `stop.wait(60)` of a `threading.Event`: it waits so many seconds unless somebody sets the event. */
function isEventWait(value: Value): boolean {
  if (value.kind !== 'result' && value.kind !== 'typed') return false;
  const made = value.kind === 'result' ? value.callee : value.type;
  return value.path.join('.') === 'wait' && made.kind === 'symbol' && made.module === 'threading' && made.path.join('.') === 'Event';
}

function unitOfValue(value: Value, name: string): number | 'unknown' | undefined {
  if (isEventWait(value)) return 1;
  switch (value.kind) {
    case 'symbol': {
      const { module } = value;
      if (['time', 'asyncio', 'anyio', 'trio', 'gevent'].includes(module)) return name === 'sleep' ? 1 : undefined;
      if (module === 'timers/promises' || module === 'delay' || module === 'sleep-promise') return 0.001;
      return /^(?:sleep|delay|wait|pause)/i.test(name) ? 'unknown' : undefined;
    }
    case 'global':
      return ['Utilities.sleep', 'Bun.sleep'].includes(value.path.join('.')) ? 0.001 : undefined;
    case 'function':
      return sleepsItself(value);
    case 'unknown':
    case 'param':
    case 'result':
      return /^(?:async)?_?(?:sleep|delay|pause)/i.test(name) ? 'unknown' : undefined;
    default:
      return undefined;
  }
}

/** A function of the program whose body waits; its argument is taken in the unit it hands on. */
function sleepsItself({ of: { chunk, fn } }: Extract<Value, { kind: 'function' }>): number | 'unknown' | undefined {
  const [param] = fn.params;
  const own = param?.names[0]?.name;
  const inside = (region: number) => {
    for (let id = region; id >= 0; id = chunk.facts.regions[id]?.parent ?? -1) if (id === fn.region) return true;
    return false;
  };
  for (const call of chunk.facts.calls) {
    const name = calleeName(call);
    if ((name !== 'setTimeout' && name !== 'sleep') || !inside(call.region)) continue;
    const value = (name === 'sleep' ? call.args[0] : (call.args[1] ?? call.args[0]))?.value;
    const unit = name === 'sleep' && chunk.file.language === 'python' ? 1 : 0.001;
    if (value?.kind === 'name' && value.name === own) return unit;
    if (value?.kind === 'binary' && value.left.kind === 'name' && value.left.name === own && value.op === '*' && value.right.kind === 'number') return unit * value.right.value;
    return 'unknown';
  }
  return undefined;
}
