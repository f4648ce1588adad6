import type { Cause, Match } from '../cause';
import { docs } from '../docs';
import type { Evidence } from '../evidence';
import { count } from '../facts';
import { inputLimit } from '../inputLimit';

export const sharedOrganization: Cause = {
  id: 'shared-organization',
  kind: 'driver',
  title: 'Other programs or people use the same limit',
  match: (evidence) => fromSize(evidence) ?? fromHistory(evidence),
  waiting: ({ retryAfterSeconds }) => ({
    helps: 'maybe',
    ...(retryAfterSeconds !== undefined && { seconds: retryAfterSeconds }),
    text: 'The bucket refills, and the others take from it too: wait as told, and expect to meet it again.',
  }),
  advice: () => [
    `See in the [Claude Console](https://platform.claude.com/usage) which key and workspace uses how much: limits belong to the organization and the model class, not to a key.`,
    `Give each program a workspace with a limit of its own ([Claude Console](${docs.limitsPage})), so that one cannot use up what the others need.`,
    'Stagger what runs on a schedule, and move what nobody waits for to the Message Batches API.',
  ],
  retry: () => 'rate-limit',
  sources: [docs.rateLimits],
};

/** A small request that finds the bucket empty was not the one that emptied it. */
function fromSize(evidence: Evidence): Match | undefined {
  const { inputTokens, buckets, occurrences, timeline } = evidence;
  const limit = inputLimit(evidence);
  const bucket = buckets.find(({ id }) => id === 'input-tokens');
  const own = Math.max(occurrences, timeline.filter(({ kind }) => kind !== 'retry').length);
  if (inputTokens === undefined || limit === undefined || bucket?.remaining === undefined || bucket.remaining > 0) return undefined;
  if (inputTokens * own * 4 > limit || !timeline.some(({ kind }) => kind === 'answer')) return undefined;
  return { confidence: 'medium', evidence: [{ text: `The ${count(own)} requests that the log shows have about ${count(inputTokens * own)} input tokens together, and the ${count(limit)} of the minute were used up` }] };
}

/** Between two readings of one's own, others have taken far more than one's own requests can have. */
function fromHistory({ history, timeline }: Evidence): Match | undefined {
  const newest = history.at(-1);
  const requests = newest?.buckets.find(({ id }) => id === 'requests');
  if (!newest || requests?.limit === undefined || requests.remaining === undefined) return undefined;
  const used = requests.limit - requests.remaining;
  const own = history.filter(({ at }) => newest.at - at < 60_000).length;
  const logged = timeline.filter(({ kind, at }) => kind !== 'retry' && at !== undefined && Math.abs(newest.at - at) < 60_000).length;
  const seen = Math.max(own, logged);
  // The pass-through and the recorder see one program; without them nothing is known of one's own traffic.
  if (newest.source === undefined || used < fewestUsed || used < seen * 4) return undefined;
  return { confidence: 'medium', evidence: [{ text: `${count(used)} requests of the minute were used, and only ${count(seen)} of them went through what Headroom sees of this program` }] };
}

const fewestUsed = 20;
