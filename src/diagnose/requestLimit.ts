import type { MinuteLimit } from './minuteLimit';

/** The limit of requests per minute, which a count or a burst can hit. */
export const requestLimit: MinuteLimit = { bucket: 'requests', unit: 'requests', sentence: /Number of requests has exceeded (?:your|the) (?:per-minute )?rate limit|rate limit of \S{1,15} requests per minute/i };
