import { headroom } from '../../limits/bucket';
import { answeredAt } from '../answeredAt';
import type { Cause, Match } from '../cause';
import { docs } from '../docs';
import type { Evidence } from '../evidence';
import { codeMatch, duration, limitedMessageMatch } from '../facts';

export const accelerationLimit: Cause = {
  id: 'acceleration-limit',
  kind: 'limit',
  title: 'Acceleration limit (usage rose too fast)',
  match: (evidence) => codeMatch(evidence, ['ramp_limit_exceeded']) ?? limitedMessageMatch(evidence, /maximum usage increase rate|acceleration limit/i) ?? allHadRoom(evidence),
  ruledOut: ({ limit }) => (limit ? 'the error names a fixed limit instead' : undefined),
  waiting: (evidence) => {
    const { retryAfterSeconds } = evidence;
    const seconds = retryAfterSeconds ?? toNextMinute(evidence);
    const wait = retryAfterSeconds !== undefined ? `Wait ${duration(retryAfterSeconds)}, as the server asked` : `Wait for \`retry-after\`, else until the next minute begins${seconds === undefined ? '' : `, ${duration(seconds)} after the answer`}`;
    return {
      helps: 'yes',
      ...(seconds !== undefined && { seconds, by: retryAfterSeconds === undefined ? ('bucket' as const) : ('server' as const) }),
      text: `${wait}: the limit rises minute by minute while you use it. Coming back at full speed is refused again.`,
    };
  },
  advice: () => [
    'Raise the load step by step over some minutes: start with a few parallel calls and add some each minute.',
    'Do not start all workers, retries or scheduled jobs at the same second; spread them at random.',
    'Keep a limiter in front of all calls, so that a backlog is worked off evenly after a pause.',
  ],
  next: () => [{ text: 'Rehearse it: the local API refuses a rise that is too steep, and shows whether the program comes back step by step.', action: 'rehearse' }],
  retry: () => 'rate-limit',
  sources: [docs.rateLimits, docs.errors],
};

/** Seconds from the answer to the next minute of the clock, at which the limit rises by the message's own words ("at the next minute boundary"). */
function toNextMinute(evidence: Evidence): number | undefined {
  const at = answeredAt(evidence);
  return at === undefined ? undefined : 60 - (Math.floor(at / 1000) % 60);
}

/** Nothing is used up and still a 429: a sudden rise, a burst, or parallel calls. */
function allHadRoom(evidence: Evidence): Match | undefined {
  const shares = evidence.buckets.map((bucket) => headroom(bucket)).filter((share) => share !== undefined);
  if (evidence.status !== 429 || evidence.limit || evidence.errorCode !== undefined || shares.length < 2 || shares.some((share) => share < 0.5)) return undefined;
  return { confidence: 'low', evidence: [{ text: 'Every limit in the headers had room, and the request was refused all the same' }] };
}
