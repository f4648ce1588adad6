import type { CallSummary } from '../callSummary';
import type { Cause, Match } from '../cause';
import { docs } from '../docs';
import type { Evidence } from '../evidence';
import { count } from '../facts';
import { callsOfFrames } from '../relevantCalls';

export const nestedRetries: Cause = {
  id: 'nested-retries',
  kind: 'driver',
  title: 'Retries within retries multiply the requests',
  match: (evidence, calls) => fromCode(evidence, calls) ?? fromWaits(evidence),
  waiting: () => ({ helps: 'maybe', text: 'Waiting ends one storm; the next refused request begins another one as long as two layers retry.' }),
  advice: () => [
    'Let one layer retry and no other: `maxRetries: 0` (Python `max_retries=0`) in the SDK where a loop or library around it retries, or take that one away and raise the SDK\'s number.',
    'Keep the layer that honours `retry-after`, and give it few attempts with long waits instead of many with short ones.',
    'Run "Claude API: Diagnose 429" from the project: the calls below name their layers, and a quick fix leaves one of them.',
  ],
  retry: () => 'rate-limit',
  sources: [docs.errors, 'https://github.com/NousResearch/hermes-agent/issues/26293'],
};

/** A call that the stack trace names, and whose own policy says how often it is sent. */
function fromCode(evidence: Evidence, calls: readonly CallSummary[]): Match | undefined {
  const nested = callsOfFrames(evidence.frames, calls).find(({ rules }) => rules?.includes('nested-retries'));
  const wasRetried = evidence.occurrences > 1 || evidence.timeline.some(({ kind }) => kind === 'retry');
  if (!nested || !wasRetried) return undefined;
  const times = typeof nested.attempts === 'number' ? `up to ${count(nested.attempts)} times` : 'again and again';
  return { confidence: 'medium', evidence: [{ text: `The call that the stack trace names has retries within retries: one pass sends it ${times}` }] };
}

/** The waits of one layer only grow: where they begin anew, another layer has begun it again. */
function fromWaits({ timeline }: Evidence): Match | undefined {
  const waits = timeline.flatMap(({ kind, waitSeconds }) => (kind === 'retry' && waitSeconds !== undefined ? [waitSeconds] : []));
  const restarts = waits.filter((wait, index) => index > 0 && wait * 2 < (waits[index - 1] ?? 0)).length;
  if (waits.length < fewestWaits || restarts < fewestRestarts) return undefined;
  return { confidence: 'medium', evidence: [{ text: `The log announces ${count(waits.length)} retries whose waits begin anew ${count(restarts)} times: one layer retries inside of another` }] };
}

/** Two calls that retry side by side mix their waits too; it takes a pattern to tell. */
const fewestWaits = 6;
const fewestRestarts = 2;
