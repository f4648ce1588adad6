import type { Cause, Match } from '../cause';
import { docs } from '../docs';
import type { Evidence } from '../evidence';
import { bucketIn, count, duration } from '../facts';
import { inputLimit } from '../inputLimit';
import { inputTokenLimit } from '../inputTokenLimit';
import { isNamed } from '../minuteLimit';
import { ownInputTokens } from '../traffic/ownInputTokens';
import { parallelSessions } from '../traffic/parallelSessions';
import { usedByOthers } from '../traffic/usedByOthers';

export const sharedOrganization: Cause = {
  id: 'shared-organization',
  kind: 'driver',
  title: 'Other programs or people use the same limit',
  match: (evidence) => fromAccount(evidence) ?? fromSize(evidence) ?? fromTokens(evidence) ?? fromPrograms(evidence) ?? fromUse(evidence),
  waiting: ({ retryAfterSeconds }) => ({
    helps: 'maybe',
    ...(retryAfterSeconds !== undefined && { seconds: retryAfterSeconds, by: 'server' as const }),
    text: 'The bucket refills, and the others take from it too: wait as told, and expect to meet it again.',
  }),
  advice: (evidence) =>
    parallelSessions(evidence)
      ? ['Run fewer sessions at the same time, or one after the other: all sessions of an account draw from the same windows.', 'Give programs an API key of an organization, so that they do not use up what people need.']
      : [
          'See in the [Claude Console](https://platform.claude.com/usage) which key and workspace uses how much: limits belong to the organization and the model class, not to a key.',
          `Give each program a workspace with a limit of its own ([Claude Console](${docs.limitsPage})), so that one cannot use up what the others need.`,
          'Stagger what runs on a schedule, and move what nobody waits for to the Message Batches API.',
        ],
  next: (evidence) => [
    ...(evidence.history.some(({ source }) => source === 'pass-through') ? [] : [{ text: 'Turn on the pass-through: it sees what this program sends, and so how much of the limit others use.', action: 'pass-through' as const }]),
    ...(evidence.configured ? [] : [{ text: 'Read the configured limits (this needs an admin key): they show which workspaces share the organization\'s.', action: 'configured-limits' as const }]),
  ],
  retry: () => 'rate-limit',
  sources: [docs.rateLimits],
};

function fromAccount(evidence: Evidence): Match | undefined {
  const found = parallelSessions(evidence);
  if (!found) return undefined;
  const text = `${count(found.requests)} different requests of the account were refused within ${duration(found.seconds)}, and none of them is announced as a retry`;
  return { confidence: 'medium', title: 'Parallel sessions of one account', evidence: [{ text }] };
}

/** A small request that finds the bucket empty was not the one that emptied it. */
function fromSize(evidence: Evidence): Match | undefined {
  const { inputTokens, buckets, occurrences, timeline } = evidence;
  const limit = inputLimit(evidence);
  const bucket = buckets.find(({ id }) => id === 'input-tokens');
  const own = Math.max(occurrences, timeline.filter(({ kind }) => kind !== 'retry').length);
  if (inputTokens === undefined || limit === undefined || bucket?.remaining === undefined || bucket.remaining > 0) return undefined;
  if (inputTokens * own * 4 > limit || !timeline.some(({ kind }) => kind === 'answer')) return undefined;
  return { confidence: 'medium', evidence: [{ text: `The ${count(own)} requests that the text shows have about ${count(inputTokens * own)} input tokens together, and the ${count(limit)} of the minute were used up` }] };
}

/** Answers that cost a small part of the limit did not use it up. */
function fromTokens(evidence: Evidence): Match | undefined {
  const limit = inputLimit(evidence);
  const own = ownInputTokens(evidence);
  if (!(isNamed(evidence, inputTokenLimit) || bucketIn(evidence, 'input-tokens')?.remaining === 0) || limit === undefined || !own || own.answers < fewestAnswers || own.tokens * 4 > limit) return undefined;
  const text = `The ${count(own.answers)} answers that the text shows in the minute before cost ${count(own.tokens)} input tokens together, of the ${count(limit)} that were used up`;
  return { confidence: own.isWhole ? 'medium' : 'low', evidence: [{ text }] };
}

/** Files and services are named by the one who runs them: the report counts them. */
function fromPrograms({ programs = [] }: Evidence): Match | undefined {
  return programs.length < 2 ? undefined : { confidence: 'medium', evidence: [{ text: `The text is of several programs, and requests of ${count(programs.length)} of them were refused` }] };
}

/** One answer tells little about the size of the next request. */
const fewestAnswers = 3;

function fromUse(evidence: Evidence): Match | undefined {
  const found = usedByOthers(evidence);
  if (!found) return undefined;
  const { used, own, from, isWhole } = found;
  return { confidence: isWhole ? 'medium' : 'low', evidence: [{ text: `${count(used)} requests of the minute were used, and ${from === 'text' ? 'the text shows' : 'Headroom saw'} ${own === 0 ? 'none' : `only ${count(own)}`} of them` }] };
}
