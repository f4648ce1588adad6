import { modelClass } from '../../limits/modelClass';
import type { Cause, Match } from '../cause';
import { docs } from '../docs';
import type { Evidence } from '../evidence';
import { bucketIn, count, counted } from '../facts';
import { ownRequests } from '../traffic/ownRequests';

export const ownPings: Cause = {
  id: 'own-pings',
  kind: 'driver',
  title: 'Headroom\'s own test pings take a part of the limit',
  match: (evidence) => match(evidence),
  waiting: () => ({ helps: 'yes', text: 'Within a minute, if no more pings are sent.' }),
  advice: () => [
    'Run "Claude API: Pause Test Pings", or raise `headroom.ping.intervalMinutes`.',
    'Read the limits off your own requests instead: "Claude API: Observe Traffic" or "Record Rate Limits of This Client" sends nothing of its own.',
  ],
  next: () => [{ text: 'Turn on the pass-through: the limits are then read off the program\'s own requests, without a ping.', action: 'pass-through' }],
  retry: () => 'rate-limit',
  sources: [docs.rateLimits],
};

/** Pings of the minute before the newest reading that are most of what is known of it, and a good part of the limit of requests. */
function match(evidence: Evidence): Match | undefined {
  const { history, origin, limit, model } = evidence;
  const alike = history.filter((entry) => model === undefined || modelClass(entry.model) === modelClass(model));
  const newest = alike.at(-1);
  if (!newest || (limit && limit.unit !== 'requests')) return undefined;
  const recent = alike.filter(({ at }) => newest.at - at < minute);
  // Readings of one's own traffic have a source, a ping's has none.
  const pings = recent.filter(({ source }) => source === undefined).length;
  const perMinute = limit?.amount ?? bucketIn(evidence, 'requests')?.limit ?? newest.buckets.find(({ id }) => id === 'requests')?.limit;
  const known = recent.length + (ownRequests(evidence) ?? 0);
  // A text is of another program, whose own requests are not all known.
  const least = origin === 'text' ? 0.5 : 0.2;
  if (perMinute === undefined || pings < 1 || pings * 2 < known || pings < perMinute * least) return undefined;
  return { confidence: 'medium', evidence: [{ text: `Headroom sent ${counted(pings, 'test ping')} within the minute, of ${count(perMinute)} requests that it has` }] };
}

const minute = 60_000;
