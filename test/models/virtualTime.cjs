// Loaded before a program (`node --require`): its timers fire in order of their due time on a clock of their own, as
// soon as the program does nothing but wait, so that no run waits for real. When each request left is written to the
// file that HEADROOM_TIMELINE names; HEADROOM_RANDOM fixes Math.random, so that jitter can be measured at both ends.
// HEADROOM_CLOCK names a file that holds the program's clock as it was at its last request.
/* global AbortController, AbortSignal, Buffer, clearInterval, clearTimeout, DOMException, performance, process, setInterval, setTimeout */
'use strict';
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const net = require('node:net');
const timers = require('node:timers');
const timersPromises = require('node:timers/promises');
const util = require('node:util');

const real = { setTimeout, clearTimeout, setInterval, clearInterval, Date, performanceNow: performance.now.bind(performance) };

/** Timers below this only give way to other work: they run for real and are no wait. */
const shortest = 3;
/** The program counts as waiting after this many ms without a byte on any socket. */
const quiet = 12;
/** A connection to which nothing was written for so many ms is not to be used. */
const unused = 400;
const largest = 2 ** 31 - 1;

/** ms that the program believes to have waited. */
let clock = 0;
const queue = new Set();
const numbered = new Map();
const sent = [];
let driver;
let lastActivity = 0;
let order = 0;

class VirtualTimeout {
  constructor(callback, delay, args, repeats) {
    Object.assign(this, { callback, delay, args, repeats, referenced: true, id: ++order + 1_000_000_000 });
    this.due = clock + delay;
    queue.add(this);
    numbered.set(this.id, this);
    drive();
  }
  ref() {
    this.referenced = true;
    drive();
    return this;
  }
  unref() {
    this.referenced = false;
    drive();
    return this;
  }
  hasRef() {
    return this.referenced;
  }
  refresh() {
    this.due = clock + this.delay;
    queue.add(this);
    drive();
    return this;
  }
  close() {
    forget(this);
    return this;
  }
  [Symbol.toPrimitive]() {
    return this.id;
  }
}
if (Symbol.dispose) VirtualTimeout.prototype[Symbol.dispose] = VirtualTimeout.prototype.close;

function forget(timer) {
  queue.delete(timer);
  numbered.delete(timer.id);
}

/** Polls while a timer is pending, and keeps the process alive only for a timer that would. */
function drive() {
  const needed = [...queue].some((timer) => timer.referenced);
  if (queue.size === 0) return;
  driver ??= real.setTimeout(poll, shortest);
  if (needed) driver.ref();
  else driver.unref();
}

function poll() {
  driver = undefined;
  if (!isBusy()) fireNext();
  drive();
}

function fireNext() {
  const next = [...queue].reduce((first, timer) => (first === undefined || timer.due < first.due || (timer.due === first.due && timer.id < first.id) ? timer : first), undefined);
  if (next === undefined) return;
  clock = Math.max(clock, next.due);
  if (next.repeats) next.due = clock + next.delay;
  else forget(next);
  next.callback(...next.args);
}

// A program waits when no request is on its way and nothing is read from disk or looked up.

const sockets = new Map();
const working = /^(?:FSReq|GetAddrInfo|TCPConnect|WriteWrap|ShutdownWrap)/;

function isBusy() {
  if (real.performanceNow() - lastActivity < quiet) return true;
  for (const awaiting of sockets.values()) if (awaiting === true || real.performanceNow() < awaiting) return true;
  return process.getActiveResourcesInfo().some((name) => working.test(name));
}

function mark(socket, awaiting) {
  if (!sockets.has(socket)) return;
  sockets.set(socket, awaiting);
  lastActivity = real.performanceNow();
}

const { connect, push, _writeGeneric: write } = net.Socket.prototype;
net.Socket.prototype.connect = function (...args) {
  sockets.set(this, true);
  lastActivity = real.performanceNow();
  // One that nothing is written to, as after a stream that broke off, has nothing to wait for.
  this.once('connect', () => mark(this, real.performanceNow() + unused));
  this.once('close', () => {
    lastActivity = real.performanceNow();
    sockets.delete(this);
  });
  return connect.apply(this, args);
};
net.Socket.prototype.push = function (...args) {
  mark(this, false);
  return push.apply(this, args);
};
net.Socket.prototype._writeGeneric = function (isMany, data, ...rest) {
  // While it connects, the socket keeps what is written and comes here again.
  if (!this.connecting && sockets.has(this)) {
    mark(this, true);
    const first = isMany ? data[0]?.chunk : data;
    if (Buffer.from(first ?? '').subarray(0, 5).toString('latin1') === 'POST ') note();
  }
  return write.call(this, isMany, data, ...rest);
};

function note() {
  sent.push(clock);
  if (process.env.HEADROOM_CLOCK) fs.writeFileSync(process.env.HEADROOM_CLOCK, String(clock));
}

// The timers themselves.

function start(callback, delay, args, repeats) {
  const whole = Number(delay);
  const kept = whole >= 1 && whole <= largest ? Math.trunc(whole) : 1;
  if (kept < shortest) return (repeats ? real.setInterval : real.setTimeout)(callback, kept, ...args);
  return new VirtualTimeout(callback, kept, args, repeats);
}

function stop(timer) {
  const found = timer instanceof VirtualTimeout ? timer : numbered.get(Number(timer));
  if (found !== undefined) forget(found);
  else real.clearTimeout(timer);
}

function wait(delay, value, { signal, ref = true } = {}) {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const timer = setTimeout(resolve, delay, value);
    if (!ref) timer.unref();
    signal?.addEventListener('abort', () => (stop(timer), reject(signal.reason)), { once: true });
  });
}

const patched = {
  setTimeout: (callback, delay, ...args) => start(callback, delay, args, false),
  setInterval: (callback, delay, ...args) => start(callback, delay, args, true),
  clearTimeout: stop,
  clearInterval: stop,
};
patched.setTimeout[util.promisify.custom] = wait;
Object.assign(globalThis, patched);
Object.assign(timers, patched);
timersPromises.setTimeout = wait;
timersPromises.scheduler.wait = (delay, options) => wait(delay, undefined, options);
AbortSignal.timeout = (delay) => {
  const controller = new AbortController();
  start(() => controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError')), delay, [], false).unref();
  return controller.signal;
};

// The clocks go on with the waits.

const now = () => real.Date.now() + clock;
function VirtualDate(...args) {
  if (!new.target) return new real.Date(now()).toString();
  return Reflect.construct(real.Date, args.length === 0 ? [now()] : args, new.target);
}
Object.setPrototypeOf(VirtualDate, real.Date);
VirtualDate.prototype = real.Date.prototype;
VirtualDate.prototype.constructor = VirtualDate;
VirtualDate.now = now;
globalThis.Date = VirtualDate;
performance.now = () => real.performanceNow() + clock;

const fixed = process.env.HEADROOM_RANDOM;
if (fixed !== undefined) Math.random = () => Number(fixed);
syncBuiltinESMExports();

process.on('exit', () => {
  if (process.env.HEADROOM_TIMELINE) fs.writeFileSync(process.env.HEADROOM_TIMELINE, JSON.stringify({ sent, end: clock }));
});
