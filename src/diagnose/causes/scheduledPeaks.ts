import type { Cause, Match } from '../cause';
import { docs } from '../docs';
import type { Evidence } from '../evidence';
import { count } from '../facts';
import { sameSecond } from '../traffic/sameSecond';

export const scheduledPeaks: Cause = {
  id: 'scheduled-peaks',
  kind: 'driver',
  title: 'Jobs that start at the same moment come as one peak',
  match: (evidence) => {
    const found = sameSecond(evidence);
    if (!found) return fromStarts(evidence);
    const { waves, times, second } = found;
    return { confidence: times >= many ? 'high' : 'medium', evidence: [{ text: `The errors come in ${count(waves)} groups, ${times === waves ? 'all' : count(times)} of which begin about second ${second} of a minute, and no wait that the text shows explains it` }] };
  },
  waiting: () => ({ helps: 'maybe', text: 'Within the minute there is room again; the next peak comes with the next start.' }),
  advice: () => [
    'Spread the starts: add a random delay to each job, or give the jobs different minutes and seconds.',
    'Put the jobs\' calls into one queue that sends at an even pace.',
    'Retries that wait a fixed time come back as the next peak: use jitter, and honour `retry-after`.',
    `What is due on a schedule can mostly go through the [Message Batches API](${docs.batches}).`,
  ],
  next: () => [{ text: 'Simulate the jobs with starts spread over the interval: it shows whether they fit.', action: 'simulate' }],
  retry: () => 'rate-limit',
  sources: [docs.rateLimits],
};

/** Refusals that follow when a timetable has started something. */
function fromStarts({ starts = [], timeline }: Evidence): Match | undefined {
  const refused = timeline.flatMap(({ kind, at }) => (kind === 'error' && at !== undefined ? [at] : []));
  const after = refused.filter((at) => starts.some((start) => at >= start && at - start <= soon));
  if (after.length < fewest || after.length * 2 < refused.length) return undefined;
  return { confidence: after.length > fewest ? 'medium' : 'low', evidence: [{ text: `${count(after.length)} of ${count(refused.length)} errors came within a minute after a timetable had started something, as the text tells` }] };
}

const soon = 60_000;
const fewest = 2;

/** Chance brings five groups to one second less than once in ten thousand. */
const many = 5;
