import type { Cause } from '../cause';
import { docs } from '../docs';
import { limitedMessageMatch } from '../facts';

export const concurrentConnections: Cause = {
  id: 'concurrent-connections',
  kind: 'limit',
  title: 'Too many requests open at the same time',
  match: (evidence) => limitedMessageMatch(evidence, /concurrent (?:connections|requests)/i),
  ruledOut: ({ limit }) => (limit && limit.unit !== 'concurrent' ? 'the error names a limit per minute instead' : undefined),
  waiting: () => ({ helps: 'yes', text: 'As soon as some of the open requests have ended. It is not a limit per minute: what counts is how many are open at once.' }),
  advice: () => [
    'Bound the number of calls in flight, over the whole program: `p-limit` or `p-queue` in TypeScript, `asyncio.Semaphore` in Python, around the call itself and not around the loop.',
    'Close streams you no longer read; an abandoned stream stays open.',
    'Count the other programs and people of the organization too: they share it.',
  ],
  next: () => [{ text: 'Simulate the calls: it shows how many at once the limits carry.', action: 'simulate' }],
  retry: () => 'rate-limit',
  sources: [docs.rateLimits],
};
