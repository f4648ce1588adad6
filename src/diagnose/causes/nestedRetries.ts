import type { CallSummary } from '../callSummary';
import type { Cause, Fact, Match } from '../cause';
import { docs } from '../docs';
import type { Evidence } from '../evidence';
import { count, duration } from '../facts';
import { namedInStack } from '../namedInStack';
import { type LayeredRetries, layeredRetries } from '../traffic/layeredRetries';
import { type RetryCycles, retryCycles } from '../traffic/retryCycles';
import { waitRestarts } from '../traffic/waitRestarts';

export const nestedRetries: Cause = {
  id: 'nested-retries',
  kind: 'driver',
  title: 'Retries within retries multiply the requests',
  match: (evidence, calls) => match(evidence, calls),
  waiting: () => ({ helps: 'maybe', text: 'Waiting ends one storm; the next refused request begins another one as long as two layers retry.' }),
  advice: () => [
    'Let one layer retry and no other: `maxRetries: 0` (Python `max_retries=0`) in the SDK where a loop or library around it retries, or take that one away and raise the SDK\'s number.',
    'Keep the layer that honours `retry-after`, and give it few attempts with long waits instead of many with short ones.',
    'In the editor the report lists the calls that can have made the request, each with its layers, and a quick fix leaves one of them.',
  ],
  next: () => [{ text: 'Rehearse it: the local API counts how many requests the program sends for one answer.', action: 'rehearse' }],
  retry: () => 'rate-limit',
  sources: [docs.errors, 'https://github.com/NousResearch/hermes-agent/issues/26293'],
};

/** A call that the stack trace names makes it likely; so do two layers that announce their retries, or both patterns of a log. One pattern alone can be that of several calls, one after the other. */
function match(evidence: Evidence, calls: readonly CallSummary[]): Match | undefined {
  const wasRetried = evidence.occurrences > 1 || evidence.timeline.some(({ kind }) => kind === 'retry');
  const nested = wasRetried ? namedInStack(evidence, calls).find(isNested) : undefined;
  const cycles = retryCycles(evidence);
  const restarts = restartsFact(evidence);
  const layered = layeredRetries(evidence);
  const facts = [nested && codeFact(nested), layered && layersFact(layered), restarts, cycles && roundsFact(cycles)].filter((fact) => fact !== undefined);
  if (facts.length === 0) return undefined;
  return { confidence: nested || layered || (cycles && (restarts ?? cycles.grow)) ? 'medium' : 'low', evidence: facts };
}

function isNested({ rules, layers, attempts }: CallSummary): boolean {
  if (rules?.includes('nested-retries')) return true;
  const acting = (layers ?? []).filter(({ acts }) => acts);
  return acting.length > 1 && typeof attempts === 'number' && attempts >= most;
}

/** From how many requests for one answer on the layers are worth a word: an SDK's three within three. */
const most = 9;

function codeFact({ attempts, layers }: CallSummary): Fact {
  const by = (layers ?? []).filter(({ acts }) => acts).map(({ text }) => text);
  return {
    text: `The call that the stack trace names has retries within retries: one pass sends it ${typeof attempts === 'number' ? `up to ${count(attempts)} times` : 'again and again'}`,
    ...(by.length > 0 && { quote: by.join(' within ') }),
  };
}

function layersFact({ sdk, around }: LayeredRetries): Fact {
  return { text: `The SDK announces ${count(sdk)} ${sdk === 1 ? 'retry' : 'retries'}, and what stands around it ${count(around)} more of the same requests` };
}

function roundsFact({ cycles, requests, pauseSeconds, grow }: RetryCycles): Fact {
  const apart = pauseSeconds === undefined ? '' : `, ${duration(pauseSeconds)} or more apart${grow ? ' and longer each time' : ''}`;
  return { text: `The text shows ${count(cycles)} rounds of ${count(requests)} requests each${apart}: one layer of retries runs out, and it is begun anew` };
}

function restartsFact(evidence: Evidence): Fact | undefined {
  const found = waitRestarts(evidence);
  return found && { text: `The text announces ${count(found.waits)} retries whose waits begin anew ${count(found.restarts)} times: one layer retries inside of another` };
}
