import type { Cause, Match } from '../cause';
import { docs } from '../docs';
import type { Evidence } from '../evidence';
import { duration, isLimited, limitedMessageMatch } from '../facts';

export const batchQueue: Cause = {
  id: 'batch-queue',
  kind: 'limit',
  title: 'The queue of Message Batches is full',
  match: (evidence) => (evidence.limit ? undefined : limitedMessageMatch(evidence, /\bbatch(?:es)?\b[^.]{0,80}\b(?:queue|processing|in progress)\b|\b(?:queue|enqueued)\b[^.]{0,60}\bbatch/i)) ?? fromPath(evidence),
  ruledOut: ({ path }) => (path !== undefined && !isBatches(path) ? 'the request did not go to the batches endpoint' : undefined),
  waiting: ({ retryAfterSeconds }) => ({
    helps: 'yes',
    ...(retryAfterSeconds !== undefined && { seconds: retryAfterSeconds }),
    text: `${retryAfterSeconds === undefined ? 'As requests of earlier batches end, the queue gets room' : `Wait ${duration(retryAfterSeconds)}, as the server asked`}: a batch ends mostly within an hour, and after 24 hours at the latest.`,
  }),
  advice: () => [
    'Wait until earlier batches have ended before new ones are handed in: look at `processing_status` and `request_counts`.',
    'Hand in fewer requests at a time; a batch holds 100,000 at most, and all of an organization\'s batches share one queue.',
    `The queue has a size of its own for each tier: the [Claude Console](${docs.limitsPage}) shows it.`,
    'Requests to `/v1/messages` are not concerned: their limits are others.',
  ],
  next: ({ configured }) => (configured ? [] : [{ text: 'Read the configured limits (this needs an admin key): they say how many requests of batches may wait.', action: 'configured-limits' }]),
  retry: () => 'rate-limit',
  sources: [docs.rateLimits, docs.batches],
};

function fromPath(evidence: Evidence): Match | undefined {
  const { status, path, limit, errorCode } = evidence;
  if (status !== 429 || !isLimited(evidence) || path === undefined || !isBatches(path) || errorCode !== undefined || limit) return undefined;
  return { confidence: 'medium', evidence: [{ text: 'The request went to the batches endpoint, and the error names no limit of requests' }] };
}

function isBatches(path: string): boolean {
  return /\/messages\/batches\b/.test(path);
}
