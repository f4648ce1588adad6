import type { Cause } from '../cause';
import { docs } from '../docs';
import { count } from '../facts';

export const ownPings: Cause = {
  id: 'own-pings',
  kind: 'driver',
  title: 'Headroom\'s own test pings take a part of the limit',
  match: ({ history, origin, limit, buckets }) => {
    const newest = history.at(-1);
    const perMinute = limit?.unit === 'requests' ? limit.amount : (buckets.find(({ id }) => id === 'requests')?.limit ?? newest?.buckets.find(({ id }) => id === 'requests')?.limit);
    if (!newest || perMinute === undefined || (limit && limit.unit !== 'requests')) return undefined;
    // Readings of one's own traffic have a source, a ping's has none.
    const pings = history.filter(({ at, source }) => source === undefined && newest.at - at < 60_000).length;
    if (pings < 1 || pings * 5 < perMinute || (origin === 'text' && pings * 2 < perMinute)) return undefined;
    return { confidence: 'medium', evidence: [{ text: `Headroom sent ${count(pings)} test ${pings === 1 ? 'ping' : 'pings'} within the minute, of ${count(perMinute)} requests that it has` }] };
  },
  waiting: () => ({ helps: 'yes', text: 'Within a minute, if no more pings are sent.' }),
  advice: () => [
    'Run "Claude API: Pause Test Pings", or raise `headroom.ping.intervalMinutes`.',
    'Read the limits off your own requests instead: "Claude API: Observe Traffic" or "Record Rate Limits of This Client" sends nothing of its own.',
  ],
  retry: () => 'rate-limit',
  sources: [docs.rateLimits],
};
