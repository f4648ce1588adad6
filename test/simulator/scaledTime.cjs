// Loaded before a program (`node --require`): its timers are HEADROOM_SPEED times as fast, so that a minute passes in seconds.
/* global process, setTimeout */
'use strict';
const timers = require('node:timers');
const timersPromises = require('node:timers/promises');

const speed = Number(process.env.HEADROOM_SPEED ?? 1);
const real = setTimeout;

/** Timers below this only give way to other work. */
const shortest = 3;

const scaled = (callback, ms, ...args) => real(callback, ms > shortest ? ms / speed : ms, ...args);
scaled[Symbol.for('nodejs.util.promisify.custom')] = (ms, value, options) => timersPromises.setTimeout(ms > shortest ? ms / speed : ms, value, options);
globalThis.setTimeout = scaled;
timers.setTimeout = scaled;
