import type { Cause, Match } from '../cause';
import { docs } from '../docs';
import type { Evidence } from '../evidence';
import { limitedMessageMatch } from '../facts';

export const concurrentConnections: Cause = {
  id: 'concurrent-connections',
  kind: 'limit',
  title: 'Too many requests open at the same time',
  match: (evidence) => match(evidence),
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

/** The API's own sentence is sure; gateways and clouds limit what runs at once, too, and say so in similar words. */
function match(evidence: Evidence): Match | undefined {
  if (evidence.errorCode !== undefined) return undefined;
  const said = limitedMessageMatch(evidence, /concurrent connections (?:to Claude )?(?:has exceeded|have exceeded|exceeds?) your rate limit/i);
  if (said || evidence.limit?.unit === 'concurrent') return said ?? limitedMessageMatch(evidence, /concurrent/i);
  const { provider, gateway } = evidence;
  if (gateway !== undefined || provider === 'bedrock' || provider === 'vertex') return undefined;
  const similar = limitedMessageMatch(evidence, /concurrent (?:connections|requests)/i);
  return similar && { ...similar, confidence: 'medium' };
}
